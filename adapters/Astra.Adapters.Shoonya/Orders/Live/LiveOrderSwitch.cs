namespace Astra.Adapters.Shoonya;

/// <summary>The run-time switch of real orders: off until somebody turns it on by hand, and off again at any moment.</summary>
public sealed class LiveOrderSwitch
{
    private int _on;

    public bool IsOn => Volatile.Read(ref _on) != 0;

    public void TurnOn() => Volatile.Write(ref _on, 1);

    public void TurnOff() => Volatile.Write(ref _on, 0);
}
