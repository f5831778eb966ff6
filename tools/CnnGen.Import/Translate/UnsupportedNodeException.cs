namespace CnnGen.Import.Translate;

/// <summary>A node that cannot be imported: why, and what to do about it.</summary>
internal sealed class UnsupportedNodeException(string message) : Exception(message);
