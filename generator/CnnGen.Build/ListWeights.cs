using System.Text;
using CnnGen.Generator.Weights;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace CnnGen.Build;

/// <summary>
/// Reads the headers of a project's weights files and lists their tensors in a text that the compiler is given: the weights themselves
/// never reach it. The text is written only when it changes, so that the compiler runs again when there is something new to check.
/// </summary>
public sealed class ListWeights : Microsoft.Build.Utilities.Task
{
    private const string FileNotFound = "CNN0304";
    private const string FileTorn = "CNN0307";
    private const string LayoutUnknown = "CNN0104";

    private static readonly string[] _layouts = ["PyTorch", "Keras"];

    /// <summary>The project's <c>CnnGenWeights</c>: <c>Network</c>, <c>Layout</c> and <c>Embed</c> are the user's; <c>ProjectPath</c> is the path from the project's folder.</summary>
    [Required]
    public ITaskItem[] Weights { get; set; } = [];

    /// <summary>Other safetensors files of the project, which a <c>[Weights]</c> may name. What is wrong with them is said only then.</summary>
    public ITaskItem[] Others { get; set; } = [];

    /// <summary>Whether an editor asks: it shows what the analyzer says, and would show nothing if this task failed.</summary>
    public bool IsDesignTime { get; set; }

    /// <summary>The text to write.</summary>
    [Required]
    public string Listing { get; set; } = "";

    /// <inheritdoc/>
    public override bool Execute()
    {
        StringBuilder text = new();
        foreach (ITaskItem item in Weights)
        {
            CheckLayout(item);
            List(item, isDeclared: true, text);
        }

        HashSet<string> listed = [.. Weights.Select(FullPath)];
        foreach (ITaskItem item in Others.Where(other => listed.Add(FullPath(other))))
        {
            List(item, isDeclared: false, text);
        }

        if (!File.Exists(Listing) || File.ReadAllText(Listing) != text.ToString())
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(Listing))!);
            File.WriteAllText(Listing, text.ToString());
        }

        return !Log.HasLoggedErrors;
    }

    private void List(ITaskItem item, bool isDeclared, StringBuilder text)
    {
        string path = item.GetMetadata("ProjectPath").Replace('\\', '/');
        bool isEmbedded = string.Equals(item.GetMetadata("Embed"), "true", StringComparison.OrdinalIgnoreCase);
        (IReadOnlyList<SafetensorsTensor> tensors, string fault) = Read(item, isDeclared);
        text.Append(ListingLine.Join(
            ListingLine.File,
            path,
            item.GetMetadata("Network").Trim(),
            Layout(item),
            isDeclared && isEmbedded ? path : "",
            isDeclared ? item.GetMetadata("DefiningProjectFullPath") : "",
            fault)).Append('\n');
        foreach (SafetensorsTensor tensor in tensors.OrderBy(tensor => tensor.Name, StringComparer.Ordinal))
        {
            text.Append(ListingLine.Join(ListingLine.Tensor, tensor.Name, tensor.DType, tensor.ShapeText)).Append('\n');
        }
    }

    /// <summary>The tensors, or what is wrong with the file.</summary>
    private (IReadOnlyList<SafetensorsTensor> Tensors, string Fault) Read(ITaskItem item, bool isDeclared)
    {
        string path = FullPath(item);
        string code = FileTorn;
        string fault;
        try
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return (WeightsHeader.Read(stream, Path.GetFileName(path)), "");
        }
        catch (WeightsException wrong)
        {
            fault = wrong.Message;
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            code = FileNotFound;
            fault = File.Exists(path) ? $"'{path}' cannot be read: {wrong.Message}" : $"there is no weights file '{path}'{Nearby(path)}";
        }

        if (isDeclared && !IsDesignTime)
        {
            bool isThere = code == FileTorn;
            Log.LogError(null, code, null, isThere ? path : item.GetMetadata("DefiningProjectFullPath"), 0, 0, 0, 0, "{0}", isThere ? fault : $"CnnGenWeights: {fault}");
        }

        return ([], fault);
    }

    private void CheckLayout(ITaskItem item)
    {
        string layout = item.GetMetadata("Layout");
        if (layout.Length > 0 && !_layouts.Contains(layout, StringComparer.OrdinalIgnoreCase))
        {
            Log.LogError(
                null, LayoutUnknown, null, item.GetMetadata("DefiningProjectFullPath"), 0, 0, 0, 0,
                "CnnGenWeights '{0}': Layout is '{1}', which is not defined: use one of {2}", item.ItemSpec, layout, string.Join(", ", _layouts));
        }
    }

    private static string Layout(ITaskItem item)
        => _layouts.FirstOrDefault(layout => string.Equals(layout, item.GetMetadata("Layout"), StringComparison.OrdinalIgnoreCase)) ?? _layouts[0];

    private static string FullPath(ITaskItem item) => item.GetMetadata("FullPath");

    /// <summary>What weights files there are in the folder where one is missing.</summary>
    private static string Nearby(string path)
    {
        string? folder = Path.GetDirectoryName(path);
        if (!Directory.Exists(folder))
        {
            return $": there is no folder '{folder}'";
        }

        string[] found = [.. Directory.EnumerateFiles(folder, "*.safetensors").Select(Path.GetFileName).OrderBy(name => name, StringComparer.Ordinal).Take(5)];
        return found.Length == 0 ? ": its folder has no .safetensors file" : $": its folder has {string.Join(", ", found.Select(name => $"'{name}'"))}";
    }
}
