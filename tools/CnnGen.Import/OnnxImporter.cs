using CnnGen.Import.Check;
using CnnGen.Import.Load;
using CnnGen.Import.Simplify;
using CnnGen.Import.Translate;
using CnnGen.Import.Write;
using Onnx;

namespace CnnGen.Import;

/// <summary>Load, Simplify, Translate, Write, Check: from an ONNX model to a network declared as attributes, with its weights.</summary>
public static class OnnxImporter
{
    /// <summary>Imports a file.</summary>
    /// <exception cref="ImportException">It cannot be imported; the exception has every reason.</exception>
    public static ImportedNetwork Import(string path, ImportOptions? options = null)
    {
        ModelProto model = ModelFile.Open(path);
        return Import(model, options ?? new ImportOptions(), Path.GetFileName(path), Path.GetDirectoryName(Path.GetFullPath(path)));
    }

    /// <summary>Imports a file that is in memory. Weights in other files cannot be found.</summary>
    /// <exception cref="ImportException">It cannot be imported; the exception has every reason.</exception>
    public static ImportedNetwork Import(byte[] bytes, ImportOptions? options = null)
        => Import(ModelFile.Parse(bytes, "the model"), options ?? new ImportOptions(), "a model", null);

    /// <summary>Imports a model. Weights in other files cannot be found.</summary>
    /// <exception cref="ImportException">It cannot be imported; the exception has every reason.</exception>
    public static ImportedNetwork Import(ModelProto model, ImportOptions? options = null)
        => Import(model, options ?? new ImportOptions(), "a model", null);

    private static ImportedNetwork Import(ModelProto proto, ImportOptions options, string name, string? directory)
    {
        OptionsCheck.Check(options);
        OnnxGraph graph = Simplification.Run(new GraphReader(proto, options, new ExternalData(directory)).Read());
        if (graph.Problems.Count > 0)
        {
            throw new ImportException(Obstacles.Beside(graph, graph.IsTranslatable ? () => BestReading(graph).Translator.Problems : null));
        }

        TranslatedNetwork network = Translation(graph);
        string model = MessageText.Shown(name);
        ImportedNetwork imported = new(network, hasSelfTest => SourceText.Write(network, options, model, hasSelfTest), graph.Input, graph.Output);
        DeclarationCheck.Check(imported.Source, network);
        return imported;
    }

    private static (Translator Translator, OnnxTensor Input, OnnxTensor? Output, bool IsChannelsFirst) BestReading(OnnxGraph graph)
    {
        List<(Translator Translator, OnnxTensor Input, OnnxTensor? Output, bool IsChannelsFirst)> readings = [];
        foreach (InputReading reading in InputReading.Of(graph))
        {
            OnnxTensor input = reading.ToTensor();
            Translator translator = new(graph, input);
            OnnxTensor? output = translator.Run();
            readings.Add((translator, input, output, reading.IsChannelsFirst));
        }

        // Of two readings with problems, the one that is meant gets further: the other stops at the first node that wants another order of axes.
        return readings
            .OrderBy(reading => reading.Translator.Problems.Count > 0)
            .ThenByDescending(reading => reading.Translator.Problems.Count > 0 ? reading.Translator.TranslatedNodes : 0)
            .ThenBy(reading => reading.Translator.Problems.Sum(problem => problem.Nodes.Count))
            .ThenBy(reading => reading.Output is { } output && IsMoved(output))
            .ThenBy(reading => reading.Translator.Problems.Count > 0 ? 0 : reading.Translator.Layers.Count)
            .First();
    }

    /// <summary>
    /// Translates the graph under each reading of its input, channels first or last, and takes the best: one without problems, of these the one
    /// with the fewest layers; else the one that gets furthest.
    /// </summary>
    private static TranslatedNetwork Translation(OnnxGraph graph)
    {
        if (graph.Nodes.Count == 0 && graph.Output != graph.Input)
        {
            throw new ImportException("The model computes nothing: its output is a constant. Was the right tensor chosen with --output?");
        }

        (Translator best, OnnxTensor start, OnnxTensor? end, bool isChannelsFirst) = BestReading(graph);
        if (best.Problems.Count > 0)
        {
            throw new ImportException(best.Problems);
        }

        if (end is null)
        {
            throw new ImportException($"The output '{MessageText.Shown(graph.Output)}' does not depend on the input: it is a constant. Was the right tensor chosen with --output?");
        }

        if (end.Layer == start.Layer)
        {
            Layer flatten = new("Flatten", start.Shape with { IsFlat = true }, start.Layer);
            best.Layers.Add(flatten);
            end = end.On(flatten);
        }

        if (end.Repeated is { } repeated)
        {
            throw new ImportException($"The output '{MessageText.Shown(graph.Output)}' is repeated to {MessageText.Shape(repeated)} (Expand), which no layer does at the output: {BeforeOutput(end)}, and repeat it in C#.");
        }

        if (IsMoved(end))
        {
            throw new ImportException($"The output '{MessageText.Shown(graph.Output)}' has the elements of {(end.Layer.Node.Length == 0 ? "the input" : $"'{end.Layer.Node}'")} in another order, as a Transpose moves them, and no layer does that: {BeforeOutput(end)}, and move them in C#.");
        }

        return new TranslatedNetwork(start, end, best.Layers, isChannelsFirst, graph.Origin);
    }

    /// <summary>The option that cuts the model at the layer whose output it is.</summary>
    private static string BeforeOutput(OnnxTensor output)
        => output.Layer.Value is { Length: > 0 } value && output.Layer.Kind != "Input" ? Advice.WithCut(Advice.Cut, value) : "export the model without it";

    /// <summary>Whether its elements are in neither of the orders that a span can have.</summary>
    private static bool IsMoved(OnnxTensor tensor)
        => !tensor.IsInOrder && !tensor.Order.SequenceEqual(TranslatedNetwork.ChannelsLast(tensor.Storage));
}
