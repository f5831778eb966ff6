using System.Text;

namespace CnnGen.Conformance.Backend;

/// <summary>The table of all tests, as it is committed.</summary>
internal static class BackendTable
{
    private const string Head = """
        # ONNX's backend tests

        What becomes of each test that ONNX has for its backends (Debian's package `libonnx-testdata`, 1.12): imported, generated, run, and
        compared with ONNX's own numbers, to 1e-4 of the output's scale or ONNX's measure (1e-3 of each number), whichever is wider.
        `BackendTests` makes this table anew at each run and fails where a test gives other numbers, or where the table differs; with
        `CNNGEN_ACCEPT=1` it writes the file.

        A test passes if the network of each of its outputs does. The first tensor that a test feeds is the network's input; further ones
        (weights, statistics, limits, a second operand) are known at import. A batch is computed image by image. Numbers of double and
        half precision are computed as floats. A reason is the importer's own, without its advice.
        """;

    public static string Write(IReadOnlyList<BackendRun> runs)
    {
        StringBuilder text = new();
        text.Append(Head).Append("\n\n| folder | tests | passed | not applicable |\n|---|--:|--:|--:|\n");
        foreach (IGrouping<string, BackendRun> kind in runs.GroupBy(run => run.Test.Kind))
        {
            text.Append($"| {kind.Key} | {kind.Count()} | {kind.Count(HasPassed)} | {kind.Count(run => run.Reason is not null)} |\n");
        }

        foreach (IGrouping<string, BackendRun> kind in runs.GroupBy(run => run.Test.Kind))
        {
            text.Append($"\n## {kind.Key}\n\n| test | result |\n|---|---|\n");
            foreach (BackendRun run in kind)
            {
                text.Append($"| {run.Test.Name} | {Result(run)} |\n");
            }
        }

        return text.ToString();
    }

    /// <summary>The names of the tests in a table.</summary>
    public static IEnumerable<string> Names(string table)
        => table.Split('\n').Where(line => line.StartsWith("| test_", StringComparison.Ordinal)).Select(line => line.Split(' ')[1]);

    private static bool HasPassed(BackendRun run) => run.Reason is null && run.Fault is null;

    private static string Result(BackendRun run) => run.Fault is not null ? "FAILED" : run.Reason is { } reason ? $"not applicable: {reason.ReplaceLineEndings(" ").Replace("|", "\\|")}" : "passed";
}
