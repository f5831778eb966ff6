namespace CnnGen.Generator.Tests;

/// <summary>The generator refers to no runtime, so that it has its own copy of each enum that a user or generated code writes.</summary>
public class MirroredEnumTests
{
    private static readonly Dictionary<string, Type> _runtime = Enums(typeof(InputAttribute)).ToDictionary(type => type.Name);

    /// <summary>Each enum of the generator that has the name of one of the runtime's.</summary>
    public static TheoryData<string> Names => [.. Enums(typeof(NetworkGenerator)).Select(type => type.Name).Where(_runtime.ContainsKey)];

    [Theory]
    [MemberData(nameof(Names))]
    public void HasTheRuntimesNamesAndValues(string name)
    {
        Type mirrored = Enums(typeof(NetworkGenerator)).Single(type => type.Name == name);
        Assert.Equal(Members(_runtime[name]), Members(mirrored));
    }

    [Fact]
    public void TheEnumsOfArgumentsAndOfWeightsAreAmongThem()
        => Assert.All((string[])["Activation", "Padding", "Interpolation", "WeightLayout", "WeightKind"], name => Assert.Contains(name, Names.Select(row => row.Data)));

    private static IEnumerable<Type> Enums(Type inAssembly) => inAssembly.Assembly.GetTypes().Where(type => type.IsEnum && !type.IsNested);

    private static IEnumerable<(string, long)> Members(Type type) => Enum.GetNames(type).Select(name => (name, Convert.ToInt64(Enum.Parse(type, name))));
}
