using Wire = Astra.Journal.EventStore.Wire;

namespace Astra.StandIns.EventStore;

/// <summary>One append of a batch call, gathered from all requests with its correlation id.</summary>
internal sealed class BatchItem(Wire.UUID correlation, Wire.BatchAppendReq.Types.Options options, string stream, long expected)
{
    public List<NewEvent> Events { get; } = [];

    public int Size { get; private set; }

    public string Stream => stream;

    public long Expected => expected;

    public void Add(NewEvent written)
    {
        Events.Add(written);
        Size += written.Size;
    }

    public Wire.BatchAppendResp Answer(AppendResult result) => result.Outcome switch
    {
        AppendOutcome.WrongRevision => Error(Failures.WrongRevisionAnswer(expected, result.Revision)),
        AppendOutcome.StreamDeleted => Error(Failures.StreamDeletedAnswer(options.StreamIdentifier)),
        AppendOutcome.TimedOut => Error(Failures.TimeoutAnswer()),
        _ => Success(result),
    };

    public Wire.BatchAppendResp Error(Wire.Status error)
    {
        Wire.BatchAppendResp answer = Echo(correlation, options);
        answer.Error = error;
        return answer;
    }

    /// <summary>The timeout that the server makes by itself for an append that never became whole: the id in structured form, whatever form it came in.</summary>
    public Wire.BatchAppendResp NeverWhole()
    {
        Wire.BatchAppendResp answer = Echo(Ids.Write(Ids.Read(correlation), structured: true), options);
        answer.Error = Failures.TimeoutAnswer();
        return answer;
    }

    public static Wire.BatchAppendResp Refusal(Wire.BatchAppendReq request, Wire.Status error)
    {
        Wire.BatchAppendResp answer = Echo(request.CorrelationId, request.Options);
        answer.Error = error;
        return answer;
    }

    private Wire.BatchAppendResp Success(AppendResult result)
    {
        Wire.BatchAppendResp answer = Echo(correlation, options);
        answer.Success = new Wire.BatchAppendResp.Types.Success
        {
            Position = new Wire.AllStreamPosition { CommitPosition = result.Position, PreparePosition = result.Position },
        };
        if (result.Revision < 0) answer.Success.NoStream = new Google.Protobuf.WellKnownTypes.Empty();
        else answer.Success.CurrentRevision = (ulong)result.Revision;
        return answer;
    }

    private static Wire.BatchAppendResp Echo(Wire.UUID correlation, Wire.BatchAppendReq.Types.Options options)
    {
        Wire.BatchAppendResp answer = new() { CorrelationId = correlation, StreamIdentifier = options.StreamIdentifier };
        switch (options.ExpectedStreamPositionCase)
        {
            case Wire.BatchAppendReq.Types.Options.ExpectedStreamPositionOneofCase.StreamPosition:
                answer.StreamPosition = options.StreamPosition;
                break;
            case Wire.BatchAppendReq.Types.Options.ExpectedStreamPositionOneofCase.NoStream:
                answer.NoStream = options.NoStream;
                break;
            case Wire.BatchAppendReq.Types.Options.ExpectedStreamPositionOneofCase.Any:
                answer.Any = options.Any;
                break;
            case Wire.BatchAppendReq.Types.Options.ExpectedStreamPositionOneofCase.StreamExists:
                answer.StreamExists = options.StreamExists;
                break;
        }
        return answer;
    }
}
