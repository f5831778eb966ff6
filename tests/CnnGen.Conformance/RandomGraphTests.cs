using CnnGen.TestKit;

namespace CnnGen.Conformance;

public class RandomGraphTests
{
    private const int FirstSeed = 7000;

    /// <summary>How many graphs; more for a night's run.</summary>
    private const string CountVariable = "CNNGEN_RANDOM_GRAPHS";

    public static IEnumerable<int> Seeds { get; } =
        Enumerable.Range(FirstSeed, int.Parse(Environment.GetEnvironmentVariable(CountVariable) ?? "500"));
}
