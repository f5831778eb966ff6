using CnnGen.TestKit;
using Microsoft.CodeAnalysis;

namespace CnnGen.Generator.Tests.Generated;

/// <summary>What a network's base classes and interfaces declare of the members that are generated.</summary>
public class BaseClassTests
{
    private const string Network = "[CnnGen.Input(4, 4, 2), CnnGen.Conv2D(3, 2), CnnGen.Flatten] public partial class Net";
    private const string Spans = "System.ReadOnlySpan<float> i, System.Span<float> o";

    [Theory]
    [InlineData($"public abstract void Forward({Spans});")]
    [InlineData($"public virtual void Forward({Spans}) {{ }}")]
    [InlineData("public abstract void Forward(System.ReadOnlySpan<byte> pixels, System.Span<float> o);")]
    [InlineData($"public abstract void ForwardBatch({Spans}, int cores = 4);")]
    [InlineData($"public abstract void ForwardParallel({Spans}, int cores);")]
    [InlineData($"public abstract void ForwardTraced({Spans}, CnnGen.LayerObserver observer);")]
    [InlineData("public abstract CnnGen.NetworkProfile Profile(System.ReadOnlySpan<float> i, int runs);")]
    [InlineData($"[System.Obsolete] public virtual void Forward({Spans}) {{ }}")]
    public void AMethodIsOverridden(string member)
    {
        GeneratorRun run = AssertClean($"public abstract class Model {{ {member} }} {Network} : Model;");
        IMethodSymbol declared = run.Output.GetTypeByMetadataName("Model")!.GetMembers().OfType<IMethodSymbol>().Single(method => method.MethodKind == MethodKind.Ordinary);
        Assert.Contains(Generated(run, declared.Name), method => SymbolEqualityComparer.Default.Equals(method.OverriddenMethod, declared));
    }

    /// <summary>Of a class in between, of a generic one, and of one that overrides in its turn.</summary>
    [Theory]
    [InlineData($"public abstract class Model {{ public abstract void Forward({Spans}); }} public abstract class Middle : Model {{ }} {Network} : Middle;")]
    [InlineData($"public abstract class Model<T> {{ public abstract void Forward(System.ReadOnlySpan<T> i, System.Span<T> o); }} {Network} : Model<float>;")]
    [InlineData($"public abstract class Model {{ public abstract void Forward({Spans}); }} public class Middle : Model {{ public override void Forward({Spans}) {{ }} }} {Network} : Middle;")]
    [InlineData($"public class Model {{ public virtual void Forward({Spans}) {{ }} }} public abstract class Middle : Model {{ public abstract override void Forward({Spans}); }} {Network} : Middle;")]
    public void AMethodOfAFurtherClassIsOverridden(string source)
        => Assert.Contains(Generated(AssertClean(source), "Forward"), method => method.IsOverride);

    /// <summary>What cannot be overridden, and need not be, is hidden.</summary>
    [Theory]
    [InlineData($"public void Forward({Spans}) {{ }}")]
    [InlineData($"protected virtual void Forward({Spans}) {{ }}")]
    [InlineData($"public virtual int Forward({Spans}) => 0;")]
    [InlineData("public virtual int Summary => 0;")]
    [InlineData("public static void Load(string path) { }")]
    [InlineData("public const int InputLength = 1;")]
    [InlineData("public virtual void CreateRandom(int seed) { }")]
    public void AMemberIsHidden(string member)
        => Assert.DoesNotContain(Generated(AssertClean($"public class Model {{ {member} }} {Network} : Model;"), "Forward"), method => method.IsOverride);

    [Fact]
    public void ASealedOverrideIsHidden()
        => AssertClean($"public class Model {{ public virtual void Forward({Spans}) {{ }} }} public class Middle : Model {{ public sealed override void Forward({Spans}) {{ }} }} {Network} : Middle;");

    [Theory]
    [InlineData($"interface IModel {{ void Forward({Spans}); void ForwardBatch({Spans}, int n); }} {Network} : IModel;")]
    [InlineData($"interface IModel<T> {{ static abstract T Load(string path); static abstract T CreateRandom(int seed); }} {Network} : IModel<Net>;")]
    [InlineData($"interface IModel {{ int InputLength {{ get; }} }} {Network} : IModel {{ int IModel.InputLength => InputLength; }}")]
    [InlineData($"public abstract class Model {{ public abstract void Forward(float[] input); public abstract void Load(int number); }} {Network} : Model {{ public override void Forward(float[] input) {{ }} public override void Load(int number) {{ }} }}")]
    public void WhatTheUserOrAnyMethodImplements(string source) => AssertClean(source);

    [Theory]
    [InlineData($"protected abstract void Forward({Spans});", "Forward", "make it public")]
    [InlineData($"public abstract int Forward({Spans});", "Forward", "have it return void")]
    [InlineData("public abstract void Forward(in System.ReadOnlySpan<float> i, System.Span<float> o);", "Forward", "pass its parameters by value")]
    [InlineData("public abstract string Summary { get; }", "Summary", "rename it")]
    [InlineData("public abstract int InputLength { get; }", "InputLength", "rename it")]
    [InlineData("public abstract int InputLength();", "InputLength", "rename it")]
    [InlineData("public abstract Model Load(string path);", "Load", "rename it")]
    [InlineData("public abstract System.Action Forward { get; }", "Forward", "rename it")]
    public Task AnAbstractMemberThatNothingImplements(string member, string name, string fix) => Diagnostics.Markup.VerifyUnfinished(
        $"public abstract class Model {{ {member} }} {Network.Replace("Net", "{|#0:Net|}")} : Model;",
        $"CNN0014: Network 'Net' derives from 'Model', whose abstract member '{name}' cannot be implemented, because the generated '{name}' has the same name but does not override it: {fix} in 'Model'");

    private static IEnumerable<IMethodSymbol> Generated(GeneratorRun run, string name)
        => run.Output.GetTypeByMetadataName("Net")!.GetMembers(name).OfType<IMethodSymbol>();

    private static GeneratorRun AssertClean(string source)
    {
        GeneratorRun run = NetworkCompiler.Generate(source);
        NetworkCompiler.AssertClean(run.Output.GetDiagnostics(TestContext.Current.CancellationToken), run.Input);
        Assert.DoesNotContain(NetworkCompiler.Analyze(source), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        return run;
    }
}
