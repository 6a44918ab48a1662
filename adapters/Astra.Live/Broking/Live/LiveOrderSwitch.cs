namespace Astra.Live;

/// <summary>
/// The second of two locks before real money: this code is in a build only when the build asks for it, and sends only after somebody has said so in full.
/// Starts off, and does not go on by itself again.
/// </summary>
public sealed class LiveOrderSwitch
{
    /// <summary>What has to be said, letter by letter.</summary>
    public const string Phrase = "I want real orders with real money";

    private volatile bool _isOn;

    public bool IsOn => _isOn;

    /// <summary>True when it is on now; any other phrase changes nothing.</summary>
    public bool TurnOn(string phrase) => _isOn = _isOn || string.Equals(phrase, Phrase, StringComparison.Ordinal);

    public void TurnOff() => _isOn = false;
}
