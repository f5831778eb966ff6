namespace CnnGen.Generator.Tests;

/// <summary>Networks that several tests use.</summary>
internal static class Sources
{
    public const string LeNet5 = """
        using CnnGen;

        [Input(32, 32, 1)]
        [Conv2D(6, 5, Activation = Activation.ReLU)]
        [MaxPool2D(2)]
        [Conv2D(16, 5, Activation = Activation.ReLU)]
        [MaxPool2D(2)]
        [Flatten]
        [Dense(120, Activation = Activation.ReLU)]
        [Dense(84, Activation = Activation.ReLU)]
        [Dense(10)]
        [Softmax]
        public sealed partial class LeNet5;
        """;
}
