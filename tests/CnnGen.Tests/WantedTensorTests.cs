using CnnGen.Generator;
using CnnGen.Generator.Declaration;
using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Shapes;
using CnnGen.Generator.Weights;
using CnnGen.TestKit;

namespace CnnGen.Tests;

/// <summary>What the compiler wants of a weights file is what <c>Load</c> wants: the two say the same of files that fit and that do not.</summary>
public class WantedTensorTests
{
    /// <summary>Each kind of weights, where chance might not draw it.</summary>
    private const string Kinds = """
        using CnnGen;

        [Input(5, 6, 2)]
        [Conv2D(4, 3, 2), BatchNorm, PReLU]
        [DepthwiseConv2D(2, Multiplier = 3)]
        [Conv2D(12, 1, Groups = 12, UseBias = false)]
        [Conv2D(6, 1, Groups = 3)]
        [Conv2DTranspose(4, 2, 3, Groups = 2)]
        [LocallyConnected2D(3, 2)]
        [Flatten, BatchNorm, PReLU]
        [Dense(4, UseBias = false)]
        [Dense(3), BatchNorm]
        public sealed partial class Kinds;
        """;

    private static readonly TestNetwork[] _networks =
    [
        .. Enumerable.Range(700, 5).Select(RandomNetworks.Create), .. Enumerable.Range(700, 2).Select(RandomGraphs.Create),
    ];

    [Fact]
    public void FilesThatTheCompilerAccepts_Load_AndThoseThatItRefuses_DoNot()
    {
        GeneratorRun run = NetworkCompiler.Generate(TestNetwork.ToFile(_networks), Kinds);
        CompiledNetworks compiled = NetworkCompiler.Load(run.Input, run.Output);
        int refused = 0;
        foreach (ShapedNetwork network in run.Result.Results[0].TrackedSteps[NetworkGenerator.PlanStep].SelectMany(step => step.Outputs).Select(output => ((Generator.Planning.NetworkPlan)output.Value).Network))
        {
            foreach (WeightLayout layout in Enum.GetValues<WeightLayout>())
            {
                refused += Check(network, compiled[network.Type.Name], layout);
            }
        }

        Assert.True(refused > 80, $"only {refused} files were refused");
    }

    /// <summary>The number of files that both refuse.</summary>
    private static int Check(ShapedNetwork network, CompiledNetwork compiled, WeightLayout layout)
    {
        WantedTensor[] wanted = [.. WantedTensors.Of(network, (Generator.Declaration.WeightLayout)layout)];
        Dictionary<string, Tensor> fitting = wanted.ToDictionary(tensor => tensor.Name, tensor => Ones(tensor.Shapes[0]));
        Assert.Empty(Faults(network, fitting, layout));
        compiled.Load(fitting, layout);
        Assert.Equal(network.Parameters, wanted.Where(tensor => !tensor.Name.Contains(".running_", StringComparison.Ordinal)).Sum(tensor => (long)fitting[tensor.Name].Values.Length));

        // Each tensor may have any of its shapes.
        foreach ((string name, string shape) in wanted.SelectMany(tensor => tensor.Shapes.Skip(1).Select(shape => (tensor.Name, shape))))
        {
            Dictionary<string, Tensor> other = new(fitting) { [name] = Ones(shape) };
            Assert.Empty(Faults(network, other, layout));
            compiled.Load(other, layout);
        }

        foreach (string name in fitting.Keys)
        {
            Refuse(fitting.Where(tensor => tensor.Key != name), name, Rules.TensorMissing.Id);
            for (int side = 0; side < fitting[name].Shape.Length; side++)
            {
                int[] shape = [.. fitting[name].Shape];
                shape[side]++;
                Refuse(new Dictionary<string, Tensor>(fitting) { [name] = Ones(shape) }, name, Rules.TensorMisshapen.Id);
            }
        }

        return fitting.Count;

        void Refuse(IEnumerable<KeyValuePair<string, Tensor>> file, string name, string id)
        {
            Assert.Contains(name, Assert.Throws<WeightsException>(() => compiled.Load(file, layout)).Message, StringComparison.Ordinal);
            Fault fault = Assert.Single(Faults(network, file, layout), fault => fault.IsError);
            Assert.Equal(id, fault.Rule.Id);
            Assert.Contains($"'{name}'", string.Join(' ', fault.Values), StringComparison.Ordinal);
        }
    }

    private static IEnumerable<Fault> Faults(ShapedNetwork network, IEnumerable<KeyValuePair<string, Tensor>> tensors, WeightLayout layout)
    {
        EquatableArray<WeightsTensor> listed = tensors.Select(tensor => new WeightsTensor(tensor.Key, "F32", $"[{string.Join(", ", tensor.Value.Shape)}]")).ToEquatableArray();
        WeightsFile file = new("net.safetensors", EquatableArray<string>.Empty, default, "", "", 0, 0, "", "", listed);
        return WeightsCheck.Of(network, new NetworkWeights(file, (Generator.Declaration.WeightLayout)layout, -1));
    }

    private static Tensor Ones(string shape) => Ones([.. shape.Trim('[', ']').Split(", ").Select(int.Parse)]);

    private static Tensor Ones(int[] shape) => new(shape, [.. Enumerable.Repeat(1f, shape.Aggregate(1, (product, side) => product * side))]);
}
