using System.Globalization;

namespace Astra.Journal.EventStore;

/// <summary>One mirror at work: a thread of its own that steps both streams, the snapshots and the index entries, and waits for acknowledgements and the next look in between.</summary>
internal sealed class MirrorRun : IAsyncDisposable
{
    /// <summary>What streams and index say of who writes.</summary>
    public const string Mode = "mirrored";

    /// <summary>How often in a row the system may refuse to read the folder: a writer that starts or ends a segment moves files meanwhile.</summary>
    private const int IoTries = 20;

    private readonly MirrorSource _source;
    private readonly MirrorOptions _options;
    private readonly EventStoreSettings _settings;
    private readonly EventStoreClient _client;
    private readonly CancellationTokenSource _stop = new();
    private readonly WakeSignal _wake = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly LagSamples _samples;
    private readonly MirrorTeller _teller;
    private readonly Thread _thread;
    private readonly SessionNamer _namer;
    private LocalLog? _inLog;
    private MirrorParts? _parts;
    private int _due;
    private int _ioFaults;
    private volatile bool _finishing;
    private volatile SessionName? _session;

    public MirrorRun(MirrorSource source, EventStoreSettings settings, SessionName? session, MirrorOptions options)
    {
        options.Validate();
        _source = source;
        _settings = settings;
        _options = options;
        _session = session;
        _client = new EventStoreClient(settings, options.Time);
        _samples = new LagSamples(options.Time);
        _teller = new MirrorTeller(options.Report);
        _namer = new SessionNamer(source, _client, options, Wake, _stop.Token);
        _thread = new Thread(Run) { Name = "journal mirror", IsBackground = true };
    }

    /// <summary>Ended, for whatever reason.</summary>
    public Task Ended => _ended.Task;

    public MirrorStatus Status => _teller.Status(_session, Volatile.Read(ref _parts));

    public JournalLag Lag => MirrorLag.Of(_source.Durable(), _samples, Status.State, Volatile.Read(ref _parts));

    public MirrorCommands Commands => new(_source.Folder, _settings, _session);

    public MirrorSource Source => _source;

    public MirrorOptions Options => _options;

    /// <summary>Changes whenever the server has acknowledged something.</summary>
    public long Progress => Parts is { } parts ? parts.Inbound.AcknowledgedIndex + parts.Outbound.AcknowledgedIndex + parts.Snapshots.Newest : 0;

    public MirrorParts? Parts => Volatile.Read(ref _parts);

    public void Start() => _thread.Start();

    /// <summary>No more events will come: what the folder holds now is the rest.</summary>
    public void Finish()
    {
        _finishing = true;
        _wake.Set();
    }

    /// <summary>Ends as soon as the step in hand is over, and lets go of everything. Again it does nothing.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_ended.Task.IsCompleted)
        {
            await _stop.CancelAsync().ConfigureAwait(false);
            Parts?.Snapshots.Release();
            Wake();
        }
        await _ended.Task.ConfigureAwait(false);
        _stop.Dispose();
    }

    private void Wake() => _wake.Set();

    private void Run()
    {
        Niceness.Lower();
        ITimer timer = _options.Time.CreateTimer(_ =>
        {
            Volatile.Write(ref _due, 1);
            Wake();
        }, null, _options.Linger, _options.Linger);
        try
        {
            while (!_stop.IsCancellationRequested && !TryStep()) _wake.Wait();
            _teller.End(_stop.IsCancellationRequested ? MirrorState.Stopped : MirrorState.Complete, null);
        }
        catch (MirrorStoppedException stopped)
        {
            _teller.End(stopped.State, stopped.Message);
        }
        catch (Exception e) when (e is JournalException or InvalidDataException)
        {
            _teller.End(MirrorState.Unreadable, $"the folder cannot be read: {e.Message}; nothing more is shipped");
        }
        catch (Exception e)
        {
            // A defect of the mirror must not end the engine.
            _teller.End(MirrorState.Refused, $"a defect ended the mirror: {e}; {Commands.Ship} goes on where it ended");
        }
        finally
        {
            CloseAsync(timer).GetAwaiter().GetResult();
            _ended.SetResult();
        }
    }

    private async Task CloseAsync(ITimer timer)
    {
        await timer.DisposeAsync().ConfigureAwait(false);
        await _stop.CancelAsync().ConfigureAwait(false);
        if (_parts is { } parts) await parts.DisposeAsync().ConfigureAwait(false);
        else _inLog?.Dispose();
        await _client.DisposeAsync().ConfigureAwait(false);
    }

    private bool TryStep()
    {
        try
        {
            bool done = Step();
            _ioFaults = 0;
            return done;
        }
        catch (EventStoreException refused)
        {
            throw new MirrorStoppedException(MirrorState.Refused, $"{refused.Message}; nothing more is shipped");
        }
        catch (JournalException fault) when (fault is not JournalCorruptException && ++_ioFaults < IoTries)
        {
            return false;
        }
    }

    /// <summary>One round; true when everything is done.</summary>
    private bool Step()
    {
        bool finishing = _finishing;
        bool due = Interlocked.Exchange(ref _due, 0) == 1 || finishing;
        long durable = _source.Durable();
        _samples.Seen(durable);
        _inLog ??= new LocalLog(_source.Folder, JournalStream.In);
        if (finishing && durable < _inLog.FirstSequence) return true;
        if (_parts is null)
        {
            _session ??= _namer.Step(_inLog);
            _teller.Connecting(_namer.Trouble);
            if (_session is null) return false;
            ShipperContext context = new(_source.Folder, _source.JournalId, _client, _options, Commands, _source.AtRest, Wake, _stop.Token);
            Volatile.Write(ref _parts, new MirrorParts(context, _session!, _inLog));
        }
        bool done = _parts.Step(durable, due, finishing);
        _teller.Tell(_parts);
        return done;
    }
}
