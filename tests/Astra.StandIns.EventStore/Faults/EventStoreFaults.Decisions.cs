namespace Astra.StandIns.EventStore;

/// <summary>What the server asks: does a fault hit this append, this read?</summary>
public sealed partial class EventStoreFaults
{
    internal AppendFault NextAppend()
    {
        if (Mute || MuteAppends) return new AppendFault(AppendFaultKind.Swallow);
        if (DiskFull) return new AppendFault(AppendFaultKind.FaultCall, Error: Failures.HandlerCrashed());
        lock (_gate)
        {
            if (_faultAfter >= 0 && _faultAfter-- == 0) return new AppendFault(AppendFaultKind.FaultCall, Error: _faultError, Stored: _faultStored);
            if (_timeouts > 0)
            {
                if (_timeouts != int.MaxValue) _timeouts--;
                return new AppendFault(_timeoutsStored ? AppendFaultKind.TimeoutStored : AppendFaultKind.TimeoutNotStored, _timeoutAfter);
            }
            if (_drops > 0)
            {
                if (_drops != int.MaxValue) _drops--;
                return new AppendFault(AppendFaultKind.Drop);
            }
        }
        return new AppendFault(AppendFaultKind.None);
    }

    /// <summary>Counts an append that is about to be stored.</summary>
    internal bool KillIsDue(out int inFlight, out int stored)
    {
        lock (_gate)
        {
            (inFlight, stored) = (_killInFlight, _killStored);
            if (_killAfter < 0) return false;
            return _killAfter-- == 0;
        }
    }

    /// <summary>A broken read takes its connection with it.</summary>
    internal bool BreaksByAbort
    {
        get
        {
            lock (_gate) return _breakByAbort;
        }
    }

    /// <summary>Events after which this read breaks; null when it does not.</summary>
    internal int? NextRead()
    {
        lock (_gate)
        {
            if (_breakReads == 0) return null;
            _breakReads--;
            return _breakReadsAfter;
        }
    }
}
