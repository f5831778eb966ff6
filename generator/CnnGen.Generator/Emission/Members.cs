using CnnGen.Generator.Declaration;
using CnnGen.Generator.Planning;

namespace CnnGen.Generator.Emission;

/// <summary>What the emitters of a network's members share.</summary>
internal static class Members
{
    /// <summary>Whether the user's code has not taken the name: then the member is left out, beside the analyzer's error.</summary>
    public static bool CanHave(NetworkPlan plan, string name) => !plan.Network.Type.TakenNames.Contains(name);

    /// <summary>Writes a member of a network with errors, in a form that every version of C# knows.</summary>
    public static void EmitThrowing(SourceWriter writer, TypeDeclaration network, string signature) => writer.Write($$"""
        {{signature}}
        {
            throw new global::System.NotSupportedException("{{network.DisplayName}} has errors; the compiler's messages say which.");
        }
        """);

    /// <summary>The arena of the calling thread, as an expression.</summary>
    public static string Arena(NetworkPlan plan) => plan.ArenaLength > 0 ? $"{GeneratedMembers.ThreadArena}()" : "null";
}
