using System.Globalization;
using System.Text;

namespace CnnGen.Generator.Emission;

/// <summary>Text with indentation, in lines that end in LF on every machine.</summary>
internal sealed class SourceWriter(CancellationToken cancellation)
{
    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>Writes lines, each indented. Blank ones stay blank.</summary>
    public void Write(string lines = "")
    {
        cancellation.ThrowIfCancellationRequested();
        int next = 0;
        for (int start = 0; start <= lines.Length; start = next + 1)
        {
            int end = lines.IndexOf('\n', start);
            next = end < 0 ? lines.Length : end;
            int length = next - start - (next > start && lines[next - 1] == '\r' ? 1 : 0);
            if (length > 0)
            {
                _text.Append(' ', _depth * 4).Append(lines, start, length);
            }

            _text.Append('\n');
        }
    }

    /// <summary>Writes a header and a block below it, closed by the result's disposal.</summary>
    public Block Open(string header)
    {
        Write(header);
        return Open();
    }

    /// <summary>
    /// A counting loop; where it would turn only once, just its body, in a block of its own where others of the same names follow.
    /// See <see cref="Times"/>.
    /// </summary>
    public Block Loop(string index, int count, bool othersFollow = false)
        => count > 1 ? Open($"for (int {index} = 0; {index} < {count}; {index}++)") : othersFollow ? Open() : default;

    /// <summary>The loop over a divided step's own units, from <c>first</c> to <c>end</c>.</summary>
    public Block PartLoop(string index) => Open($"for (int {index} = first; {index} < end; {index}++)");

    /// <summary>The remainder of a divided step, done by the last part.</summary>
    private Block LastPart(int count) => Open($"if (end == {count})");

    /// <summary>
    /// The loop over one of several runs of units. Of the units that are divided, the first run is the parts', and the rest the last part's.
    /// </summary>
    /// <param name="units">How many units are divided; null where these are not.</param>
    public Block RunLoop(string index, int run, int count, int runs, int? units)
        => units is not { } divided ? Loop(index, count, othersFollow: runs > 1) : run == 0 ? PartLoop(index) : LastPart(divided);

    /// <summary>A block without a header.</summary>
    public Block Open()
    {
        Write("{");
        _depth++;
        return new Block(this);
    }

    /// <summary><c> + (index * stride)</c>, or nothing where the <see cref="Loop"/> of that index turns only once.</summary>
    public static string Times(string index, int count, int stride) => (count, stride) switch
    {
        ( <= 1, _) => "",
        (_, 1) => $" + {index}",
        _ => $" + ({index} * {stride})",
    };

    /// <summary>A statement that moves a pointer.</summary>
    public static string Advance(string pointer, int by) => by < 0 ? $"{pointer} -= {-by};" : $"{pointer} += {by};";

    public override string ToString() => _text.ToString();

    /// <summary>A float as C# writes it, exactly.</summary>
    public static string Literal(float value)
        => float.IsNegativeInfinity(value) ? "float.NegativeInfinity"
            : float.IsPositiveInfinity(value) ? "float.PositiveInfinity"
            : value.ToString("R", CultureInfo.InvariantCulture) + "f";

    public readonly struct Block(SourceWriter? writer) : IDisposable
    {
        public void Dispose()
        {
            if (writer is not null)
            {
                writer._depth--;
                writer.Write("}");
            }
        }
    }
}
