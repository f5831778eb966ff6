namespace CnnGen.Conformance.Backend;

/// <summary>A test of ONNX's that no network can be made of; the message is the reason.</summary>
internal sealed class NotApplicableException(string reason) : Exception(reason);
