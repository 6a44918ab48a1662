namespace Astra.Ring;

/// <summary>A named thread that runs one processor, optionally pinned to a core and with a priority of its own.</summary>
public sealed class ProcessorThread
{
    private readonly Thread _thread;

    private ProcessorThread(IEventProcessor processor, string name, int? core, Urgency urgency)
    {
        Processor = processor;
        _thread = new Thread(() => Run(core, urgency)) { Name = name, IsBackground = true };
    }

    public IEventProcessor Processor { get; }

    public string Name => _thread.Name!;

    /// <summary>True when the thread was pinned as asked; false when it was not asked or the system did not let it.</summary>
    public bool IsPinned { get; private set; }

    /// <summary>What the system granted, at most what was asked.</summary>
    public Urgency Urgency { get; private set; }

    /// <summary>Starts <paramref name="processor"/> and returns once it runs (or, when it was halted before, has ended).</summary>
    /// <param name="processor">Runs until halted or faulted.</param>
    /// <param name="name">The thread's name, as debuggers and `top -H` show it.</param>
    /// <param name="core">Core number from 0, see <see cref="Cores.TryPin"/>.</param>
    /// <param name="urgency">See <see cref="Cores.Raise"/>.</param>
    public static ProcessorThread Start(IEventProcessor processor, string name, int? core = null, Urgency urgency = Urgency.Normal)
    {
        ArgumentNullException.ThrowIfNull(processor);
        ArgumentException.ThrowIfNullOrEmpty(name);
        var thread = new ProcessorThread(processor, name, core, urgency);
        thread._thread.Start();
        SpinWait.SpinUntil(() => processor.IsRunning || !thread._thread.IsAlive);
        return thread;
    }

    /// <summary>Waits for the processor to end; true when it did within <paramref name="timeout"/>.</summary>
    public bool Join(TimeSpan timeout) => _thread.Join(timeout);

    /// <summary>Waits for the processor to end.</summary>
    public void Join() => _thread.Join();

    private void Run(int? core, Urgency urgency)
    {
        IsPinned = core is { } wanted && Cores.TryPin(wanted);
        Urgency = Cores.Raise(urgency);
        Processor.Run();
    }
}
