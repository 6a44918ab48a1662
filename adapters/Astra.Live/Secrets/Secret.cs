namespace Astra.Live;

/// <summary>A password, key or token. It shows itself to nobody: not in a log, a message, a debugger or an interpolated string.</summary>
[System.Diagnostics.DebuggerDisplay("(secret)")]
public sealed class Secret(string value)
{
    /// <summary>The value, for the one place that sends it.</summary>
    public string Reveal() => value;

    public override string ToString() => "(secret)";
}
