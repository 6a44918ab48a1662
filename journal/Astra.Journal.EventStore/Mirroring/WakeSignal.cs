namespace Astra.Journal.EventStore;

/// <summary>Wakes one waiting thread; set any number of times it wakes it once. Nothing to dispose of, so a late answer of a server may still set it.</summary>
internal sealed class WakeSignal
{
    private readonly object _gate = new();
    private bool _set;

    public void Set()
    {
        lock (_gate)
        {
            _set = true;
            Monitor.Pulse(_gate);
        }
    }

    public void Wait()
    {
        lock (_gate)
        {
            while (!_set) Monitor.Wait(_gate);
            _set = false;
        }
    }
}
