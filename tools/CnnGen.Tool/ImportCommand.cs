using System.CommandLine;
using CnnGen.Import;
using CnnGen.Import.SelfTest;

namespace CnnGen.Tool;

/// <summary><c>cnngen import</c>: writes the class, its weights and a self-test vector.</summary>
internal static class ImportCommand
{
    public static Command Create()
    {
        Argument<string> model = new("model") { Description = "The ONNX file" };
        Option<string?> name = new("--class") { Description = "The class's name, and the files'; by default it is made of the model's", HelpName = "name" };
        Option<string?> space = new("--namespace") { Description = "The class's namespace", HelpName = "name" };
        Option<string> directory = new("--directory", "-d") { Description = "The folder that the files are written to; by default the current one", HelpName = "path", DefaultValueFactory = _ => "" };
        Option<bool> force = new("--force") { Description = "Overwrite existing files" };
        Option<bool> noSelfTest = new("--no-self-test") { Description = "Do not write a self-test vector" };
        ModelArguments arguments = new();
        Command command = new(
            "import",
            "Writes NAME.cs (the network as attributes), NAME.safetensors (its weights) and NAME.selftest.safetensors (an input, and what ONNX Runtime computes from it)")
        {
            model, name, space, directory, force, noSelfTest,
        };
        arguments.AddTo(command);
        command.SetAction(result =>
        {
            string path = result.GetRequiredValue(model);
            ImportOptions options = arguments.Read(result, result.GetValue(name) ?? ModelArguments.ClassNameOf(path), result.GetValue(space));
            return Commands.Run(path, "imported", () => Import(path, options, result.GetRequiredValue(directory), result.GetValue(force), result.GetValue(noSelfTest)));
        });
        return command;
    }

    private static void Import(string path, ImportOptions options, string directory, bool force, bool noSelfTest)
    {
        ImportedNetwork network = OnnxImporter.Import(path, options);
        string source = Path.Combine(directory, $"{options.ClassName}.cs");
        string weights = Path.Combine(directory, $"{options.ClassName}.safetensors");
        string selfTest = Path.Combine(directory, $"{options.ClassName}.selftest.safetensors");
        if (!force && new[] { source, weights, selfTest }.FirstOrDefault(File.Exists) is { } present)
        {
            throw new IOException($"'{present}' exists already: --force overwrites it.");
        }

        SelfTestBuilder? vector = noSelfTest ? null : SelfTestVector.TryMake(path, network);
        if (directory.Length > 0)
        {
            Directory.CreateDirectory(directory);
        }

        File.WriteAllText(source, vector is not null ? network.SourceWithSelfTest : network.Source);
        Write(weights, network.WriteWeights);
        if (vector is not null)
        {
            Write(selfTest, vector.Write);
        }

        Console.WriteLine($"{source}: {network.Layers.Count} layers, {network.InputLength} floats in, {network.OutputLength} out");
    }

    private static void Write(string path, Action<Stream> write)
    {
        using FileStream stream = File.Create(path);
        write(stream);
        Console.WriteLine($"{path}: {stream.Length:#,0} bytes");
    }
}
