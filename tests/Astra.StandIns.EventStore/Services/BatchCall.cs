using Grpc.Core;
using Wire = Astra.Journal.EventStore.Wire;

namespace Astra.StandIns.EventStore;

/// <summary>
/// One batch call, traps included: a half-close with answers owed ends the call with the next answer, a half-close without any never ends it, and some errors of one
/// append end the call of all.
/// </summary>
internal sealed class BatchCall(Node node, bool requiresLeader, bool refused, IServerStreamWriter<Wire.BatchAppendResp> responses, ServerCallContext context)
{
    private readonly BatchAnswers _answers = new(node.Faults, responses);
    private readonly TaskCompletionSource _fault = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Dictionary<Guid, BatchItem> _unfinished = [];
    private bool _forwarded;

    public async Task RunAsync(IAsyncStreamReader<Wire.BatchAppendReq> requests)
    {
        using CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);
        Task reading = ReadAsync(requests, over.Token);
        Task sending = SendAsync(over.Token);
        Task ended = await Task.WhenAny(_fault.Task, _answers.CutOff, Task.Delay(Timeout.Infinite, over.Token));
        _answers.Stop();
        // An answer that is being written is let out, unless the client does not take it.
        await Task.WhenAny(sending, Task.Delay(TimeSpan.FromSeconds(1), over.Token));
        await over.CancelAsync();
        if (ended == _fault.Task) await _fault.Task;
        // Not awaited: a request that is being read ends with the call.
        _ = reading;
    }

    private async Task ReadAsync(IAsyncStreamReader<Wire.BatchAppendReq> requests, CancellationToken over)
    {
        try
        {
            while (await requests.MoveNext(over)) Take(requests.Current, over);
            if (_answers.Owed == 0) return;
            node.Counts.HalfClosedOwed();
            _answers.EndAfterNext();
        }
        catch (RpcException refusal)
        {
            _fault.TrySetException(refusal);
        }
        catch (Exception) when (over.IsCancellationRequested)
        {
            // The call is over, here or at the client; whatever was read last does not count.
        }
        catch (IOException)
        {
            // The client is gone, and the context's token says so to everybody else.
        }
    }

    private async Task SendAsync(CancellationToken over)
    {
        try
        {
            await _answers.SendAsync(over);
        }
        catch (Exception failure) when (over.IsCancellationRequested || failure is IOException or InvalidOperationException)
        {
            // As for reading: nobody is there to be answered.
        }
    }

    private void Take(Wire.BatchAppendReq request, CancellationToken over)
    {
        Guid correlation = Ids.Read(request.CorrelationId);
        BatchItem? item;
        TimeSpan patience = TimeSpan.FromMilliseconds(node.Options.WriteTimeoutMs);
        if (request.Options is { } options)
        {
            TimeSpan wanted = Deadline(options);
            if (wanted < patience) patience = wanted;
            if (patience <= TimeSpan.Zero)
            {
                Refuse(BatchItem.Refusal(request, Failures.TimeoutAnswer()));
                return;
            }
            item = Begin(request, options);
        }
        else item = Find(correlation);
        // Requests of an append that is answered already are passed over.
        if (item is null) return;

        try
        {
            foreach (Wire.BatchAppendReq.Types.ProposedMessage proposed in request.ProposedMessages)
            {
                NewEvent written = Proposals.Read(proposed.Id, proposed.Metadata, proposed.CustomMetadata, proposed.Data);
                if (written.Size > node.Options.MaxAppendEventSize)
                {
                    Refuse(item.Error(Failures.EventTooLargeAnswer(written.Id, written.Size, node.Options.MaxAppendEventSize)), correlation);
                    return;
                }
                item.Add(written);
            }
        }
        catch (RpcException bad) when (bad.StatusCode == StatusCode.InvalidArgument)
        {
            // The append is not forgotten, so that a timeout for it follows.
            Refuse(item.Error(Failures.BadRequestAnswer(bad.Status.Detail)));
            Keep(correlation, item, patience, over);
            return;
        }
        if (item.Size > node.Options.MaxAppendSize) Refuse(item.Error(Failures.AppendTooLargeAnswer(node.Options.MaxAppendSize)), correlation);
        else if (!request.IsFinal) Keep(correlation, item, patience, over);
        else
        {
            Forget(correlation);
            Complete(item);
        }
    }

    private TimeSpan Deadline(Wire.BatchAppendReq.Types.Options options)
    {
        switch (options.DeadlineOptionCase)
        {
            case Wire.BatchAppendReq.Types.Options.DeadlineOptionOneofCase.Deadline:
                return options.Deadline.ToTimeSpan();
            case Wire.BatchAppendReq.Types.Options.DeadlineOptionOneofCase.Deadline21100:
                node.Counts.AbsoluteDeadline();
                return options.Deadline21100.ToDateTimeOffset() - node.Store.Now;
            default:
                return TimeSpan.MaxValue;
        }
    }

    private BatchItem? Begin(Wire.BatchAppendReq request, Wire.BatchAppendReq.Types.Options options)
    {
        string stream = Proposals.Stream(options.StreamIdentifier);
        if (options.ExpectedStreamPositionCase == Wire.BatchAppendReq.Types.Options.ExpectedStreamPositionOneofCase.None)
        {
            Refuse(BatchItem.Refusal(request, Failures.BadRequestAnswer("No expected stream revision was given.")));
            return null;
        }
        long expected = StreamsService.Expected((int)options.ExpectedStreamPositionCase, options.StreamPosition);
        return new BatchItem(request.CorrelationId, options, stream, expected);
    }

    private void Complete(BatchItem item)
    {
        node.Counts.Arrived(item.Size, _answers.Owe());
        if (node.Faults.ColdLimit is > 0 and int limit && !_answers.HasAnswered && _answers.Owed > limit) _answers.Mute();
        if (node.Faults.Unauthenticated) throw Failures.Unauthenticated();
        if (node.Unready is { } text)
        {
            _answers.Add(item.Error(Failures.UnavailableAnswer(text)));
            return;
        }
        if (refused || node.Faults.AccessDenied)
        {
            _answers.Add(item.Error(Failures.AccessDeniedAnswer()));
            return;
        }
        node.MustLead(requiresLeader);
        // A follower that forwards for the first time falls over it; seen on a real one.
        if (node.Membership.ForwardsTo is not null && !_forwarded && node.FirstForward()) throw Failures.HandlerCrashed();
        _forwarded = true;
        Commit(item, node.Faults.NextAppend());
    }

    private void Commit(BatchItem item, AppendFault fault)
    {
        switch (fault.Kind)
        {
            case AppendFaultKind.Swallow:
                return;
            case AppendFaultKind.FaultCall when !fault.Stored:
                throw fault.Error!;
            case AppendFaultKind.TimeoutNotStored:
                node.Counts.TimedOut();
                _answers.Add(item.Error(Failures.TimeoutAnswer()), fault.After);
                return;
            default:
                node.Submit(new Commit(store => store.Append(item.Stream, item.Expected, item.Events), item.Events.Count, result => Answer(item, fault, result)));
                return;
        }
    }

    private void Answer(BatchItem item, AppendFault fault, AppendResult result)
    {
        if (fault.Kind == AppendFaultKind.FaultCall) _fault.TrySetException(fault.Error!);
        else if (fault.Kind != AppendFaultKind.Drop)
        {
            bool late = fault.Kind == AppendFaultKind.TimeoutStored || result.Outcome == AppendOutcome.TimedOut;
            if (late) node.Counts.TimedOut();
            _answers.Add(late ? item.Error(Failures.TimeoutAnswer()) : item.Answer(result), fault.After);
        }
    }

    private void Refuse(Wire.BatchAppendResp answer)
    {
        _answers.Owe();
        _answers.Add(answer);
    }

    private void Refuse(Wire.BatchAppendResp answer, Guid correlation)
    {
        Forget(correlation);
        Refuse(answer);
    }

    private BatchItem? Find(Guid correlation)
    {
        lock (_unfinished) return _unfinished.GetValueOrDefault(correlation);
    }

    private bool Forget(Guid correlation)
    {
        lock (_unfinished) return _unfinished.Remove(correlation);
    }

    private void Keep(Guid correlation, BatchItem item, TimeSpan patience, CancellationToken over)
    {
        lock (_unfinished)
            if (!_unfinished.TryAdd(correlation, item)) return;
        _ = Task.Delay(patience, over).ContinueWith(_ =>
        {
            if (!Forget(correlation)) return;
            node.Counts.TimedOut();
            Refuse(item.NeverWhole());
        }, over, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
    }
}
