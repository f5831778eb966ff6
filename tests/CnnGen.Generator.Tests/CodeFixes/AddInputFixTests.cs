using CnnGen.CodeFixes;

namespace CnnGen.Generator.Tests.CodeFixes;

public class AddInputFixTests
{
    [Fact]
    public Task Input_StandsAboveTheFirstLayer()
        => Fixing<AddInputFix>.Verify(
            ["using System;\nusing CnnGen;\n\n/// <summary>Digits.</summary>\n[Serializable]\n// The layers.\n[Conv2D(4, 3)] // 26x26x4\n[Flatten, Dense(10)]\npublic partial class {|CNN0004:Net|};"],
            ["using System;\nusing CnnGen;\n\n/// <summary>Digits.</summary>\n[Serializable]\n// The layers.\n[Input(28, 28, 1)]\n[Conv2D(4, 3)] // 26x26x4\n[Flatten, Dense(10)]\npublic partial class Net;"],
            "Add [Input(28, 28, 1)] above the first layer");

    [Fact]
    public Task Input_InOneListWithTheLayers_AndOthers()
        => Fixing<AddInputFix>.Verify(
            ["partial class Outer\r\n{\r\n    [System.Serializable, CnnGen.MaxPool2DAttribute(2)]\r\n    partial class {|CNN0004:Net|};\r\n}\r\n"],
            ["partial class Outer\r\n{\r\n    [System.Serializable, CnnGen.Input(28, 28, 1), CnnGen.MaxPool2DAttribute(2)]\r\n    partial class Net;\r\n}\r\n"]);

    // What remains is that the network has no layer.
    [Fact]
    public Task Input_BesideABudget()
        => Fixing<AddInputFix>.Verify(
            ["using CnnGen;\n[Budget(MaxParameters = 10)]\n[ReLU]\npartial class {|CNN0004:A|};\n\n[Budget(MaxParameters = 10)]\npartial class {|CNN0004:B|};"],
            ["using CnnGen;\n[Budget(MaxParameters = 10)]\n[Input(28, 28, 1)]\n[ReLU]\npartial class A;\n\n[Input(28, 28, 1)]\n[Budget(MaxParameters = 10)]\npartial class {|CNN0005:B|};"]);

    [Fact]
    public Task Inputs_AllAtOnce()
        => Fixing<AddInputFix>.Verify(
            ["using CnnGen;\n[ReLU]\npartial class {|CNN0004:A|};\n\n[ReLU] partial class {|CNN0004:B|};", "[type: CnnGen.ReLU] partial class {|CNN0004:C|};"],
            ["using CnnGen;\n[Input(28, 28, 1)]\n[ReLU]\npartial class A;\n\n[Input(28, 28, 1)]\n[ReLU] partial class B;", "[type: CnnGen.Input(28, 28, 1), CnnGen.ReLU] partial class C;"]);
}
