using System.Xml;
using System.Xml.Linq;
using Microsoft.Build.Framework;

namespace CnnGen.Build;

/// <summary>Where in its project an item is written: MSBuild tells no more than the project.</summary>
internal sealed class ItemPlaces
{
    private readonly Dictionary<string, XElement[]> _projects = [];

    /// <summary>The line and the column of the item's element, counted from 1; zeros where it cannot be told.</summary>
    public (int Line, int Column) Of(ITaskItem item, string kind)
    {
        string project = item.GetMetadata("DefiningProjectFullPath");
        if (!_projects.TryGetValue(project, out XElement[] elements))
        {
            elements = _projects[project] = Read(project);
        }

        XElement[] ofKind = [.. elements.Where(element => element.Name.LocalName == kind)];
        XElement[] named = [.. ofKind.Where(element => Paths(element).Contains(Normalized(item.ItemSpec)))];

        // A wildcard or a property hides the path: then there may be but one that it can be.
        IXmlLineInfo? place = (named.Length > 0 ? named : ofKind) is [var element] ? element : null;
        return place is null ? default : (place.LineNumber, place.LinePosition - "<".Length);
    }

    private static IEnumerable<string> Paths(XElement element) => ((string?)element.Attribute("Include") ?? "").Split(';').Select(Normalized);

    private static string Normalized(string path) => path.Trim().Replace('\\', '/');

    private static XElement[] Read(string project)
    {
        try
        {
            return [.. XDocument.Load(project, LoadOptions.SetLineInfo).Descendants()];
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or XmlException or ArgumentException)
        {
            return [];
        }
    }
}
