namespace CnnGen.Generator.Emission;

/// <summary>
/// The one-dimensional transforms of F(m,3) as few additions and multiply-adds as can be: B^T before the products and A^T after them, by
/// the points 0, 1, -1 (2, -2) and infinity. Lavin and Gray, 2016.
/// </summary>
/// <param name="Into">Writes the transform of a patch's column or row; takes the type, the numbers, a prefix for names.</param>
/// <param name="OutOf">Likewise of a column or row of sums.</param>
internal sealed record WinogradTransform(
    Func<SourceWriter, string, string[], string, string[]> Into,
    Func<SourceWriter, string, string[], string, string[]> OutOf)
{
    private static readonly WinogradTransform _two = new(
        (writer, type, x, name) => Write(
            writer, type, name, ("0", $"{x[0]} - {x[2]}"), ("1", $"{x[1]} + {x[2]}"), ("2", $"{x[2]} - {x[1]}"), ("3", $"{x[1]} - {x[3]}")),
        (writer, type, x, name) => Write(
            writer, type, name, ("0", $"{x[0]} + {x[1]} + {x[2]}"), ("1", $"{x[1]} - {x[2]} - {x[3]}")));

    private static readonly WinogradTransform _four = new(
        (writer, type, x, name) =>
        {
            Write(
                writer,
                type,
                name,
                ("a", Add(type, x[2], "-4f", x[4])),
                ("b", Add(type, x[1], "-4f", x[3])),
                ("c", $"{x[4]} - {x[2]}"),
                ("d", $"{x[3]} - {x[1]}"));
            return Write(
                writer,
                type,
                name,
                ("0", Add(type, x[0], "4f", Add(type, x[2], "-5f", x[4]))),
                ("1", $"{name}a + {name}b"),
                ("2", $"{name}a - {name}b"),
                ("3", Add(type, $"{name}d", "2f", $"{name}c")),
                ("4", Add(type, $"{name}d", "-2f", $"{name}c")),
                ("5", Add(type, x[1], "4f", Add(type, x[3], "-5f", x[5]))));
        },
        (writer, type, x, name) =>
        {
            Write(
                writer,
                type,
                name,
                ("a", $"{x[1]} + {x[2]}"),
                ("b", $"{x[1]} - {x[2]}"),
                ("c", $"{x[3]} + {x[4]}"),
                ("d", $"{x[3]} - {x[4]}"));
            return Write(
                writer,
                type,
                name,
                ("0", $"{x[0]} + {name}a + {name}c"),
                ("1", Add(type, $"{name}d", "2f", $"{name}b")),
                ("2", Add(type, $"{name}c", "4f", $"{name}a")),
                ("3", $"{Add(type, $"{name}d", "8f", $"{name}b")} + {x[5]}"));
        });

    public static WinogradTransform Of(int outputSide) => outputSide == 4 ? _four : _two;

    private static string Add(string type, string x, string factor, string sum) => $"{type}.MultiplyAddEstimate({x}, {type}.Create({factor}), {sum})";

    private static string[] Write(SourceWriter writer, string type, string name, params (string Name, string Value)[] values)
    {
        foreach ((string suffix, string value) in values)
        {
            writer.Write($"{type}<float> {name}{suffix} = {value};");
        }

        return [.. values.Select(value => name + value.Name)];
    }
}
