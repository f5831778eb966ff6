namespace CnnGen;

/// <summary>A weights file that is corrupt, or that does not fit the network.</summary>
/// <remarks>The message names the file, and the tensor where there is one: what was expected, and what was found.</remarks>
public sealed class WeightsException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong, in words.</param>
    public WeightsException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception, with its cause.</summary>
    /// <param name="message">What is wrong, in words.</param>
    /// <param name="innerException">The exception that led to this one.</param>
    public WeightsException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
