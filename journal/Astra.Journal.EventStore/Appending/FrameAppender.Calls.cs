using System.Globalization;

namespace Astra.Journal.EventStore;

/// <summary>Opening calls one after another and sending through them.</summary>
internal sealed partial class FrameAppender
{
    /// <summary>How long the reading side may take to say why a write has failed: it is told more than the writing side.</summary>
    private static readonly TimeSpan Explanation = TimeSpan.FromSeconds(1);

    /// <summary>Why no call could be opened.</summary>
    private WireFault _noCall;

    private async Task RunAsync(CancellationToken stop)
    {
        try
        {
            while (true)
            {
                WireFault fault = await ConnectAsync(stop) is { } call ? await UseAsync(call, stop) : _noCall;
                lock (_state) if (_ended) return;
                await Task.Delay(Note(fault), _time, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            lock (_state) _call = null;
        }
        catch (Exception defect)
        {
            Fail(new EventStoreException(JournalErrorKind.Io, _stream, $"appending ended by an error that was not foreseen ({defect.GetType().Name}: {defect.Message})",
                "report it; what is unacknowledged is kept", defect));
        }
    }

    /// <summary>A new call, ready to be used from the first unacknowledged frame; null when none could be opened.</summary>
    private async Task<AppendCall?> ConnectAsync(CancellationToken stop)
    {
        try
        {
            IAppendCall wire = await _transport.ConnectAsync(stop);
            AppendCall call = new(wire, new AppendRequest(_stream, _journalId, _options.AppendTimeout));
            lock (_state)
            {
                if (!_ended)
                {
                    _call = call;
                    _calls++;
                    _node = wire.Node;
                    _window.Rewind();
                    Become(AppenderState.Probing);
                    return call;
                }
            }
            wire.Dispose();
            stop.ThrowIfCancellationRequested();
            _noCall = default;
        }
        catch (EventStoreException fault)
        {
            _noCall = new WireFault(fault.Kind == JournalErrorKind.AccessDenied ? AppendFault.AccessDenied : AppendFault.Unknown, fault.Message);
        }
        catch (Exception fault) when (WireErrors.IsCallError(fault))
        {
            stop.ThrowIfCancellationRequested();
            _noCall = WireErrors.Classify(fault);
        }
        return null;
    }

    /// <summary>Sends until the call is over; returns why it is.</summary>
    private async Task<WireFault> UseAsync(AppendCall call, CancellationToken stop)
    {
        Task answers = ReadAnswersAsync(call);
        try
        {
            while (TryTake(call, out CutFrame? frame))
            {
                if (frame is null)
                {
                    await _wake.WaitAsync(stop);
                    lock (_state) _woken = false;
                    continue;
                }
                await WriteAsync(call, frame, answers);
            }
        }
        finally
        {
            call.Wire.Dispose();
            await answers;
        }
        WireFault fault;
        lock (_state)
        {
            _call = null;
            fault = call.Fault;
        }
        call.Wire.Learn(fault);
        return fault;
    }

    private async Task WriteAsync(AppendCall call, CutFrame frame, Task answers)
    {
        try
        {
            await call.Wire.WriteAsync(call.Request.For(frame));
        }
        catch (Exception fault) when (WireErrors.IsCallError(fault))
        {
            await Task.WhenAny(answers, Task.Delay(Explanation, _time));
            Break(call, WireErrors.Classify(fault));
        }
        finally
        {
            frame.EndWrite();
        }
    }

    /// <summary>The next frame to write, null when there is none at this moment; false when the call is over.</summary>
    private bool TryTake(AppendCall call, out CutFrame? frame)
    {
        frame = null;
        lock (_state)
        {
            if (call.Broken || _ended) return false;
            // The first frame goes alone: until it is answered, nobody knows whether this node leads and what it holds.
            if (!call.Proved && _window.AnyOwed) return true;
            frame = _window.TakeUnsent(_time.GetTimestamp(), out bool again);
            if (frame is null) return true;
            frame.BeginWrite();
            if (call.Probe < 0) call.Probe = frame.Index;
            if (again) _resends++;
            if (!_timing) StartTimer(_options.AppendTimeout);
            return true;
        }
    }

    private void StartTimer(TimeSpan due)
    {
        _timing = true;
        _timer.Change(due, Timeout.InfiniteTimeSpan);
    }

    /// <summary>One timer for all frames: it is set for the oldest, and looks again when that one was answered meanwhile.</summary>
    private void LookAtTime()
    {
        AppendCall call;
        long index;
        lock (_state)
        {
            _timing = false;
            if (_ended || _call is not { Broken: false } open || !_window.AnyOwed) return;
            TimeSpan left = _options.AppendTimeout - _time.GetElapsedTime(_window.OldestSentAt);
            if (left > TimeSpan.Zero)
            {
                // Never below the clock's own steps.
                StartTimer(left > TimeSpan.FromMilliseconds(1) ? left : TimeSpan.FromMilliseconds(1));
                return;
            }
            (call, index) = (open, _window.First);
        }
        Break(call, new WireFault(AppendFault.Unknown, string.Create(CultureInfo.InvariantCulture, $"frame {index} was not answered within {Seconds(_options.AppendTimeout)}")));
    }

    /// <summary>Ends a call; only the first reason counts.</summary>
    private void Break(AppendCall call, in WireFault fault)
    {
        lock (_state)
        {
            if (call.Broken) return;
            call.Broken = true;
            call.Fault = fault;
        }
        call.Wire.Dispose();
        Wake();
    }

    /// <summary>Tells what went wrong and how long to wait before the next call.</summary>
    private TimeSpan Note(in WireFault fault)
    {
        lock (_telling)
        {
            string text;
            TimeSpan pause;
            lock (_state)
            {
                if (_ended) return TimeSpan.Zero;
                text = _lastFault = _node is null ? $"{_stream}: {fault.Text}" : $"{_stream} at {_node}: {fault.Text}";
                Become(fault.Fault is AppendFault.AccessDenied or AppendFault.Unauthenticated ? AppenderState.Refused : AppenderState.Connecting);
                pause = _pause.After(fault);
            }
            _observer.OnFault(fault.Fault, text);
            return pause;
        }
    }
}
