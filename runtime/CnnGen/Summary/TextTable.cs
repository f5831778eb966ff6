using System.Globalization;
using System.Text;

namespace CnnGen;

/// <summary>A table as text: a header, a rule, rows; where the last row is a total, a rule above it.</summary>
internal static class TextTable
{
    /// <param name="rows">The header first.</param>
    /// <param name="texts">How many columns hold text, at the left of their column; the others hold numbers.</param>
    /// <param name="total">Whether the last row is a total.</param>
    /// <param name="lastIsText">Whether the last column holds text, too.</param>
    public static string Write(IReadOnlyList<string[]> rows, int texts, bool total, bool lastIsText = false)
    {
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
        string rule = new('-', widths.Sum() + (2 * (widths.Length - 1)));
        StringBuilder table = new();
        for (int i = 0; i < rows.Count; i++)
        {
            if (i == 1 || (total && i == rows.Count - 1))
            {
                table.Append(rule).Append('\n');
            }

            IEnumerable<string> cells = rows[i].Select((cell, column) =>
                column < texts || (lastIsText && column == widths.Length - 1) ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]));
            table.Append(string.Join("  ", cells).TrimEnd()).Append('\n');
        }

        return table.ToString();
    }

    public static string Number(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    public static string Number(double value) => value.ToString(value < 10 ? "0.00" : "#,0.0", CultureInfo.InvariantCulture);
}
