using System.Globalization;

namespace CnnGen;

/// <summary>Which characters of text from a file may be shown in a message, or written into a line of generated code.</summary>
internal static class ShownText
{
    /// <summary>
    /// Whether a character shows as itself, wherever it stands. Those that do not: controls and separators of lines (CR, LF, U+0085, U+2028,
    /// U+2029), formatting, which turns text around or hides (U+200E, U+202A to U+202E, U+2066 to U+2069, U+061C), halves of surrogate pairs, and
    /// what Unicode does not define.
    /// </summary>
    internal static bool Shows(char letter) => CharUnicodeInfo.GetUnicodeCategory(letter) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
