using System.Reflection;
using CnnGen.TestKit;

namespace CnnGen.Conformance.Backend;

/// <summary>ONNX's own tests of backends, through the importer and the generator. <c>backend-tests.md</c> says what became of each.</summary>
public class BackendTests
{
    private static readonly string TablePath = Path.Combine(
        typeof(BackendTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(data => data.Key == "ProjectDirectory").Value!, "Backend", "backend-tests.md");

    [Fact]
    public void Each_test_passes_or_the_table_says_why_not()
    {
        Assert.SkipWhen(BackendData.Folder is null, $"ONNX's backend tests are not here: install Debian's package libonnx-testdata, or say where they are with {BackendData.Variable}.");
        BackendRun[] runs = [.. BackendData.Tests(BackendData.Folder).Select((test, number) => new BackendRun(test, number))];
        CompiledNetworks compiled = NetworkCompiler.Compile([.. runs.SelectMany(run => run.Sources)]);
        foreach (BackendRun run in runs)
        {
            run.Check(compiled);
        }

        string[] faults = [.. runs.Where(run => run.Fault is not null).Select(run => $"{run.Test.Kind} {run.Test.Name}: {run.Fault}")];
        string table = BackendTable.Write(runs);
        if (Environment.GetEnvironmentVariable("CNNGEN_ACCEPT") == "1")
        {
            File.WriteAllText(TablePath, table);
        }

        Assert.True(faults.Length == 0, $"{faults.Length} tests give other numbers.\n{string.Join('\n', faults.Take(20))}");
        string committed = File.ReadAllText(TablePath).ReplaceLineEndings("\n");
        Assert.SkipUnless(BackendTable.Names(committed).ToHashSet().SetEquals(BackendTable.Names(table)), "None failed, but these are the tests of another version of ONNX than the table's.");
        Assert.Equal(committed, table);
    }

    [Fact]
    public void A_wrong_number_is_found()
    {
        Assert.SkipWhen(BackendData.Folder is null, $"ONNX's backend tests are not here ({BackendData.Variable}).");
        BackendTest test = BackendData.Tests(BackendData.Folder).First(test => test.Name == "test_basic_conv_with_padding");
        string set = test.Sets().First();
        BackendCase right = BackendCase.Import(
            BackendTest.WithWeights(test.ReadModel(), set), "y", "Network", BackendTest.Numbers(BackendTest.ReadTensor(set, "input_0.pb")), BackendTest.Numbers(BackendTest.ReadTensor(set, "output_0.pb")));
        CompiledNetworks compiled = NetworkCompiler.Compile(right.Network.Source);
        Assert.Null(right.Fault(compiled));
        float[] wrong = [.. right.Expected];
        wrong[^1] += 0.01f * right.Expected.Max(Math.Abs);
        Assert.NotNull((right with { Expected = wrong }).Fault(compiled));
    }
}
