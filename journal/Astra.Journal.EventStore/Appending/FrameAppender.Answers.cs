namespace Astra.Journal.EventStore;

/// <summary>Hearing a call's answers, in whatever order and form they come.</summary>
internal sealed partial class FrameAppender
{
    private async Task ReadAnswersAsync(AppendCall call)
    {
        try
        {
            while (await NextAnswerAsync(call) is { } answer && Hear(call, answer)) { }
        }
        finally
        {
            // Whatever else has ended the reading has said so before.
            Break(call, new WireFault(AppendFault.Unknown, "the server ended the call"));
        }
    }

    private async Task<Wire.BatchAppendResp?> NextAnswerAsync(AppendCall call)
    {
        try
        {
            return await call.Wire.ReadAsync();
        }
        catch (Exception fault) when (WireErrors.IsCallError(fault))
        {
            Judge(call, WireErrors.Classify(fault), index: null);
            return null;
        }
    }

    /// <summary>Takes one answer in; false when the call is over.</summary>
    private bool Hear(AppendCall call, Wire.BatchAppendResp answer)
    {
        if (!call.Request.TryIndex(answer.CorrelationId, out long index)) return true;
        bool proved = false;
        WireFault? fault = null;
        EventStoreException? misnumbered = null;
        lock (_telling)
        {
            lock (_state)
            {
                if (call.Broken || _ended) return false;
                // Answered before: a server may say "timeout" after it has said what was wrong.
                if (!_window.Owes(index)) return true;
                if (Refusal(answer) is { } refusal)
                {
                    fault = refusal;
                }
                else if (Revision(answer.Success) is var revision && revision != index)
                {
                    misnumbered = AppendVerdict.Misnumbered(_stream, index, revision);
                }
                else
                {
                    _window.Acknowledge(index);
                    while (_window.TakeAcknowledged() is { } frame) _told.Add(frame);
                    proved = _told.Count > 0 && !call.Proved;
                    if (proved)
                    {
                        call.Proved = true;
                        _pause.Reset();
                        Become(AppenderState.Running);
                    }
                }
            }
            foreach (CutFrame frame in _told)
            {
                _observer.OnAcknowledged(frame);
                frame.Release();
            }
            _told.Clear();
        }
        if (misnumbered is not null) Fail(misnumbered);
        else if (fault is { } refused) Judge(call, refused, index);
        else if (proved) Wake();
        return fault is null && misnumbered is null;
    }

    /// <summary>Ends the appender when the fault is certain and nothing mends it, else the call.</summary>
    private void Judge(AppendCall call, in WireFault fault, long? index)
    {
        if (AppendVerdict.Fatal(_stream, fault, index, certain: index == call.Probe) is { } fatal) Fail(fatal);
        else Break(call, fault);
    }

    private static WireFault? Refusal(Wire.BatchAppendResp answer) => answer.ResultCase switch
    {
        Wire.BatchAppendResp.ResultOneofCase.Success => null,
        Wire.BatchAppendResp.ResultOneofCase.Error => WireErrors.Classify(answer.Error),
        _ => new WireFault(AppendFault.Unknown, "the server gave an answer without a result"),
    };

    private static long? Revision(Wire.BatchAppendResp.Types.Success success) =>
        success.CurrentRevisionOptionCase == Wire.BatchAppendResp.Types.Success.CurrentRevisionOptionOneofCase.CurrentRevision ? (long)success.CurrentRevision : null;
}
