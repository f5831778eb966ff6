using System.CommandLine;
using CnnGen.Import;
using CnnGen.Import.Summary;

namespace CnnGen.Tool;

/// <summary><c>cnngen summary</c>: prints a network's table and graph.</summary>
internal static class SummaryCommand
{
    public static Command Create()
    {
        Argument<string> file = new("file") { Description = "An ONNX file, or a C# file that declares networks" };
        Argument<string[]> others = new("others") { Description = "Other C# files, whose constants the networks use", Arity = ArgumentArity.ZeroOrMore };
        ModelArguments arguments = new();
        Command command = new("summary", "Prints the table of a network's layers, and its graph in Mermaid's language") { file, others };
        arguments.AddTo(command);
        command.SetAction(result =>
        {
            string path = result.GetRequiredValue(file);
            return Commands.Run(path, "summarized", () => Print(path, result.GetValue(others) ?? [], arguments.Read(result, ModelArguments.ClassNameOf(path))));
        });
        return command;
    }

    private static void Print(string path, string[] others, ImportOptions options)
    {
        IReadOnlyList<Overview> networks = Path.GetExtension(path) == ".cs" && !Directory.Exists(path)
            ? DeclaredNetworks.Read(File.ReadAllText(path), Path.GetFileName(path), others.Select(File.ReadAllText))
            : [Overview.Of(OnnxImporter.Import(path, options), options.ClassName)];
        foreach (Overview network in networks)
        {
            Console.WriteLine(network.Name);
            Console.WriteLine(network.ToTable());
            Console.WriteLine(network.ToMermaid());
        }
    }
}
