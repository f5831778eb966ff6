using System.Text.RegularExpressions;
using CnnGen.Import;
using CnnGen.Import.Load;
using CnnGen.Import.Translate;
using CnnGen.TestKit;
using Onnx;
using DataType = Onnx.TensorProto.Types.DataType;

namespace CnnGen.Conformance.Backend;

/// <summary>What becomes of one test: networks, one for each output, or the reason why there are none.</summary>
internal sealed partial class BackendRun
{
    /// <summary>Operators that vanish at import, or belong to the weights.</summary>
    private static readonly string[] Vanishing = ["Identity", "Dropout", "Cast", "Constant"];

    private readonly List<BackendCase> _cases = [];

    /// <param name="number">Of the test among all, for the names of its classes.</param>
    public BackendRun(BackendTest test, int number)
    {
        Test = test;
        ModelProto model = test.ReadModel();
        try
        {
            RequireFloats(model);
            foreach (string set in test.Sets())
            {
                ModelProto bound = BackendTest.WithWeights(model, set);
                Constant input = BackendTest.Numbers(BackendTest.ReadTensor(set, "input_0.pb"));
                foreach ((int index, ValueInfoProto output) in model.Graph.Output.Index())
                {
                    Constant expected = BackendTest.Numbers(BackendTest.ReadTensor(set, $"output_{index}.pb"));
                    if (input.ToFloats().Concat(expected.ToFloats()).Any(float.IsInfinity))
                    {
                        throw new NotApplicableException("its doubles are larger than a float can be");
                    }

                    _cases.Add(BackendCase.Import(bound, output.Name, $"Test{number}Case{_cases.Count}", input, expected));
                }
            }
        }
        catch (NotApplicableException exception)
        {
            Reason = exception.Message;
        }
        catch (ImportException exception)
        {
            Reason = Short(exception.Problems.FirstOrDefault(HasNoLayer) ?? exception.Problems[0]);
        }
        catch (Exception exception)
        {
            Fault = exception.ToString();
        }
    }

    public BackendTest Test { get; }

    /// <summary>Why the test is not applicable; null where it is.</summary>
    public string? Reason { get; }

    /// <summary>What is wrong, which is a fault of CnnGen; null if nothing.</summary>
    public string? Fault { get; private set; }

    /// <summary>The classes to be compiled.</summary>
    public IEnumerable<string> Sources => Reason is null && Fault is null ? _cases.Select(network => network.Network.Source) : [];

    /// <summary>Runs the networks and compares.</summary>
    public void Check(CompiledNetworks compiled)
    {
        if (Reason is null)
        {
            Fault ??= _cases.Select(network => network.Fault(compiled)).FirstOrDefault(fault => fault is not null);
        }
    }

    /// <exception cref="NotApplicableException">The test is about other numbers than floats, or about no tensors.</exception>
    private static void RequireFloats(ModelProto model)
    {
        ValueInfoProto[] inputs = [.. BackendTest.Inputs(model).Select(name => model.Graph.Input.First(input => input.Name == name))];
        if (inputs.Length == 0)
        {
            throw NotApplicable("it has no input");
        }

        if (inputs.Concat(model.Graph.Output).Any(value => value.Type?.TensorType is null))
        {
            throw NotApplicable("it reads or gives a sequence or an optional value in place of a tensor");
        }

        foreach ((string what, ValueInfoProto value) in model.Graph.Output.Select(output => ("gives", output)).Prepend(("reads", inputs[0])))
        {
            DataType type = (DataType)value.Type.TensorType.ElemType;
            if (type is not (DataType.Float or DataType.Double or DataType.Float16))
            {
                throw NotApplicable($"it {what} {TensorReader.Name(type)}, and a network floats");
            }
        }

        NotApplicableException NotApplicable(string reason)
            => new(model.Graph.Node.FirstOrDefault(node => !IsKnown(node)) is { } unknown ? NoLayer(Words(unknown)) : reason);
    }

    private static bool IsKnown(NodeProto node) => Operators.TryFind(Words(node), out _) || Vanishing.Contains(Words(node));

    private static string Words(NodeProto node) => node.Domain is "" or "ai.onnx" ? node.OpType : $"{node.Domain}.{node.OpType}";

    private static string NoLayer(string name) => $"the operator {name} maps to no layer";

    /// <summary>The importer's own reason without its advice.</summary>
    private static string Short(ImportProblem problem)
        => HasNoLayer(problem)
            ? NoLayer(problem.Operator)
            : Advice().Replace(Arrival().Replace(problem.Message, ""), "").TrimEnd('.');

    private static bool HasNoLayer(ImportProblem problem) => problem.Operator.Length > 0 && !Operators.TryFind(problem.Operator, out _) && !Vanishing.Contains(problem.Operator);

    [GeneratedRegex("^it receives [^;]*; ")]
    private static partial Regex Arrival();

    [GeneratedRegex(": .*$", RegexOptions.Singleline)]
    private static partial Regex Advice();
}
