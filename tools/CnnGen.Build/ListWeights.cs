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
    private const string FileTorn = "CNN0304";
    private const string FileNotFound = "CNN0307";
    private const string ValueUnknown = "CNN0104";

    private const string ItemName = "CnnGenWeights";

    private static readonly string[] _layouts = ["PyTorch", "Keras"];

    private readonly ItemPlaces _places = new();

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
            CheckSettings(item);
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
        (int line, int column) = isDeclared ? _places.Of(item, ItemName) : default;
        (IReadOnlyList<SafetensorsTensor> tensors, string code, string fault) = Read(item);
        if (code.Length > 0 && isDeclared)
        {
            if (code == FileTorn)
            {
                LogError(code, FullPath(item), default, fault);
            }
            else
            {
                LogErrorOfItem(code, item, fault);
            }
        }

        text.Append(ListingLine.Join(
            ListingLine.File,
            path,
            item.GetMetadata("Network").Trim(),
            Layout(item),
            isDeclared && isEmbedded ? path : "",
            isDeclared ? item.GetMetadata("DefiningProjectFullPath") : "",
            $"{line}",
            $"{column}",
            code,
            fault)).Append('\n');
        foreach (SafetensorsTensor tensor in tensors.OrderBy(tensor => tensor.Name, StringComparer.Ordinal))
        {
            text.Append(ListingLine.Join(ListingLine.Tensor, tensor.Name, tensor.DType, tensor.ShapeText)).Append('\n');
        }
    }

    /// <summary>The tensors, or what is wrong with the file.</summary>
    private static (IReadOnlyList<SafetensorsTensor> Tensors, string Code, string Fault) Read(ITaskItem item)
    {
        string path = FullPath(item);
        try
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return (WeightsHeader.Read(stream, Path.GetFileName(path)), "", "");
        }
        catch (WeightsException wrong)
        {
            return ([], FileTorn, $"{wrong.Message.TrimEnd('.')}: fetch or save it again");
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            return File.Exists(path)
                ? ([], FileTorn, $"'{path}' cannot be read: {wrong.Message}")
                : ([], FileNotFound, $"{ItemName}: there is no weights file '{path}'{Nearby(path)}: put it there, or correct Include");
        }
    }

    private void CheckSettings(ITaskItem item)
    {
        Check(item, "Layout", _layouts);
        Check(item, "Embed", ["true", "false"]);
    }

    private void Check(ITaskItem item, string setting, string[] values)
    {
        string value = item.GetMetadata(setting);
        if (value.Length > 0 && !values.Contains(value, StringComparer.OrdinalIgnoreCase))
        {
            LogErrorOfItem(ValueUnknown, item, $"{ItemName} '{item.ItemSpec}': {setting} is '{value}', which is not defined: use one of {string.Join(", ", values)}");
        }
    }

    private void LogErrorOfItem(string code, ITaskItem item, string words)
        => LogError(code, item.GetMetadata("DefiningProjectFullPath"), _places.Of(item, ItemName), words);

    private void LogError(string code, string file, (int Line, int Column) place, string words)
    {
        if (!IsDesignTime)
        {
            Log.LogError(null, code, null, $"https://github.com/cnngen/cnngen/blob/main/generator/rules/{code}.md", file, place.Line, place.Column, 0, 0, "{0}", words);
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
