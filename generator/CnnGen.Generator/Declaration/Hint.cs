namespace CnnGen.Generator.Declaration;

/// <summary>What would fix a fault: the code fixes read it from the diagnostic's properties, and parse no message.</summary>
/// <param name="Name">The argument to change, or one of the names below.</param>
/// <param name="Value">What it becomes: a number or <c>false</c> as C# writes it, an enum's value or a name without quotes.</param>
internal readonly record struct Hint(string Name, string Value)
{
    /// <summary>The argument of a window that may become <see cref="Same"/>.</summary>
    public const string Padding = "Padding";

    /// <summary>The value of <see cref="Padding"/>.</summary>
    public const string Same = "Same";

    /// <summary>The argument that says whether a layer has a bias.</summary>
    public const string UseBias = "UseBias";

    /// <summary>The name of a layer that was probably meant where none has the one that is read.</summary>
    public const string Nearest = "nearest";

    /// <summary>The arguments to remove, with commas between them.</summary>
    public const string Remove = "remove";

    public static Hint PadSame { get; } = new(Padding, Same);
}
