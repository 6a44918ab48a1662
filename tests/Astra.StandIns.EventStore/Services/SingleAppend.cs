using Grpc.Core;
using Wire = Astra.Journal.EventStore.Wire;

namespace Astra.StandIns.EventStore;

/// <summary>The simple form: one append for each call, a wrong revision is a normal answer.</summary>
internal static class SingleAppend
{
    public static async Task<Wire.AppendResp> RunAsync(Node node, IAsyncStreamReader<Wire.AppendReq> requests, ServerCallContext context)
    {
        CancellationToken gone = context.CancellationToken;
        if (!await requests.MoveNext(gone) || requests.Current.ContentCase != Wire.AppendReq.ContentOneofCase.Options) throw Failures.HandlerCrashed();
        Wire.AppendReq.Types.Options options = requests.Current.Options;
        string stream = Proposals.Stream(options.StreamIdentifier);
        long expected = StreamsService.Expected((int)options.ExpectedStreamRevisionCase, options.Revision);
        List<NewEvent> events = [];
        int size = 0;
        while (await requests.MoveNext(gone))
        {
            Wire.AppendReq.Types.ProposedMessage proposed = requests.Current.ProposedMessage ?? throw Failures.HandlerCrashed();
            NewEvent written = Proposals.Read(proposed.Id, proposed.Metadata, proposed.CustomMetadata, proposed.Data);
            if (written.Size > node.Options.MaxAppendEventSize) throw Failures.EventTooLarge(written.Id, written.Size, node.Options.MaxAppendEventSize);
            size += written.Size;
            if (size > node.Options.MaxAppendSize) throw Failures.AppendTooLarge(node.Options.MaxAppendSize);
            events.Add(written);
        }
        node.Counts.Arrived(size, 1);
        AppendFault fault = node.Faults.NextAppend();
        if (fault.Kind == AppendFaultKind.Swallow) await Task.Delay(Timeout.Infinite, gone);
        if (fault is { Kind: AppendFaultKind.FaultCall, Stored: false }) throw fault.Error!;
        if (fault.Kind == AppendFaultKind.TimeoutNotStored)
        {
            await Task.Delay(fault.After, gone);
            throw TimedOut(node);
        }
        AppendResult result = await CommitAsync(node, store => store.Append(stream, expected, events), events.Count, context);
        await Task.Delay(fault.After + node.Faults.AnswerDelay, gone);
        if (fault.Kind == AppendFaultKind.FaultCall) throw fault.Error!;
        if (fault.Kind == AppendFaultKind.Drop) await Task.Delay(Timeout.Infinite, gone);
        if (fault.Kind == AppendFaultKind.TimeoutStored || result.Outcome == AppendOutcome.TimedOut) throw TimedOut(node);
        return Answer(stream, expected, result);
    }

    public static Task<AppendResult> CommitAsync(Node node, Func<StoredStreams, AppendResult> apply, int events, ServerCallContext context)
    {
        TaskCompletionSource<AppendResult> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        node.Submit(new Commit(apply, events, done.SetResult));
        return done.Task.WaitAsync(context.CancellationToken);
    }

    private static RpcException TimedOut(Node node)
    {
        node.Counts.TimedOut();
        return Failures.TimedOut();
    }

    private static Wire.AppendResp Answer(string stream, long expected, AppendResult result)
    {
        if (result.Outcome == AppendOutcome.StreamDeleted) throw Failures.StreamDeleted(stream);
        if (result.Outcome == AppendOutcome.WrongRevision) return new Wire.AppendResp { WrongExpectedVersion = Wrong(expected, result.Revision) };
        Wire.AppendResp.Types.Success success = new() { Position = new Wire.AppendResp.Types.Position { CommitPosition = result.Position, PreparePosition = result.Position } };
        if (result.Revision < 0) success.NoStream = new Wire.Empty();
        else success.CurrentRevision = (ulong)result.Revision;
        return new Wire.AppendResp { Success = success };
    }

    private static Wire.AppendResp.Types.WrongExpectedVersion Wrong(long expected, long current)
    {
        Wire.AppendResp.Types.WrongExpectedVersion wrong = new();
        if (current < 0) wrong.CurrentNoStream = new Wire.Empty();
        else wrong.CurrentRevision = (ulong)current;
        if (expected == ExpectedRevision.NoStream) wrong.ExpectedNoStream = new Wire.Empty();
        else if (expected == ExpectedRevision.Any) wrong.ExpectedAny = new Wire.Empty();
        else if (expected == ExpectedRevision.StreamExists) wrong.ExpectedStreamExists = new Wire.Empty();
        else wrong.ExpectedRevision = (ulong)expected;
        return wrong;
    }
}
