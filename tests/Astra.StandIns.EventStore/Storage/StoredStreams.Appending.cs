namespace Astra.StandIns.EventStore;

/// <summary>Appending: the table of expected revisions and the table of repeated ids.</summary>
public sealed partial class StoredStreams
{
    private const string MetadataType = "$metadata";

    internal AppendResult Append(string stream, long expected, IReadOnlyList<NewEvent> events)
    {
        lock (_gate)
        {
            StreamRecord? record = _streams.GetValueOrDefault(stream);
            AppendResult checkedResult = Check(stream, record, expected, events);
            if (checkedResult.Outcome != AppendOutcome.Stored || events.Count == 0) return checkedResult;
            record ??= Stream(stream);
            if (record.Rules.IsDeleted) Truncate(record, record.Events.Count);
            AppendResult stored = Write(record, events);
            Changed();
            return stored;
        }
    }

    /// <summary>A soft delete hides what is there; a tombstone burns the name for ever.</summary>
    internal AppendResult Delete(string stream, long expected, bool tombstone)
    {
        lock (_gate)
        {
            StreamRecord? record = _streams.GetValueOrDefault(stream);
            AppendResult checkedResult = Check(stream, record, expected, []);
            if (checkedResult.Outcome != AppendOutcome.Stored) return checkedResult;
            record ??= Stream(stream);
            ulong position = _position;
            if (tombstone)
            {
                record.Tombstoned = true;
                _file?.Write(StoreFile.Kind.Tombstone, stream, [], Now, position, 0);
            }
            else position = Truncate(record, StreamRules.Deleted).Position;
            Changed();
            return new AppendResult(AppendOutcome.Stored, record.Last, position);
        }
    }

    private AppendResult Check(string stream, StreamRecord? record, long expected, IReadOnlyList<NewEvent> events)
    {
        long last = record?.Last ?? -1;
        bool deleted = record is { Rules.IsDeleted: true };
        if (record is { Tombstoned: true }) return new AppendResult(AppendOutcome.StreamDeleted, last, 0);
        if (expected == ExpectedRevision.StreamExists)
        {
            if (deleted) return new AppendResult(AppendOutcome.StreamDeleted, last, 0);
            if (last < 0 && !HasMetadata(stream)) return new AppendResult(AppendOutcome.WrongRevision, last, 0);
        }
        if (expected is ExpectedRevision.Any or ExpectedRevision.StreamExists) return CheckRecent(stream, last, events);
        if (expected == last) return new AppendResult(AppendOutcome.Stored, last, 0);
        if (expected > last) return new AppendResult(AppendOutcome.WrongRevision, last, 0);
        if (IsThere(record!, expected, events) is { } there) return new AppendResult(AppendOutcome.Duplicate, there.Revision, there.Position);
        return new AppendResult(deleted && expected == ExpectedRevision.NoStream ? AppendOutcome.Stored : AppendOutcome.WrongRevision, last, 0);
    }

    // The number is in the past: the log itself says whether the same ids stand there. Payloads are not compared, as on the server.
    private static StandInEvent? IsThere(StreamRecord record, long expected, IReadOnlyList<NewEvent> events)
    {
        StandInEvent? last = null;
        for (int i = 0; i < events.Count; i++)
        {
            long revision = expected + 1 + i;
            if (revision > record.Last || record.Events[(int)revision] is not { } stored || stored.Id != events[i].Id) return null;
            last = stored;
        }
        return last;
    }

    // No number: only ids that are remembered count, and only when the first is among them.
    private AppendResult CheckRecent(string stream, long last, IReadOnlyList<NewEvent> events)
    {
        StandInEvent? found = null;
        foreach (NewEvent written in events)
        {
            if (_recent.TryFind(stream, written.Id, out StandInEvent? recent)) found = recent;
            else return new AppendResult(found is null ? AppendOutcome.Stored : AppendOutcome.WrongRevision, last, 0);
        }
        return found is null ? new AppendResult(AppendOutcome.Stored, last, 0) : new AppendResult(AppendOutcome.Duplicate, found.Revision, found.Position);
    }

    private bool HasMetadata(string stream) => _streams.TryGetValue("$$" + stream, out StreamRecord? metadata) && metadata.Events.Count > 0;

    private AppendResult Truncate(StreamRecord record, long before)
    {
        StreamRecord metadata = Stream("$$" + record.Name);
        ReadOnlySpan<byte> old = metadata.Last >= 0 && metadata.Events[^1] is { } newest ? newest.Data.Span : default;
        return Write(metadata, [new NewEvent(Guid.NewGuid(), MetadataType, true, StreamRules.Truncated(old, before), default)]);
    }

    private AppendResult Write(StreamRecord record, IReadOnlyList<NewEvent> events)
    {
        DateTimeOffset now = Now;
        ulong position = _position;
        long[]? offsets = _file?.Write(StoreFile.Kind.Events, record.Name, events, now, position, record.Events.Count);
        for (int i = 0; i < events.Count; i++) Add(record, events[i], now, offsets is null ? -1 : offsets[i]);
        ApplyMetadata(record);
        return new AppendResult(AppendOutcome.Stored, record.Last, record.Events[^1]!.Position);
    }

    private void Add(StreamRecord record, NewEvent written, DateTimeOffset created, long fileOffset)
    {
        StandInEvent stored = fileOffset < 0
            ? new StandInEvent(record.Name, record.Events.Count, written, created, _position)
            : new StandInEvent(record.Name, record.Events.Count, written with { Data = default }, created, _position, _file!, fileOffset, written.Data.Length);
        _position += written.SizeInLog(record.Name);
        record.Events.Add(stored);
        _all.Add(stored);
        _recent.Add(stored);
    }

    private void ApplyMetadata(StreamRecord record)
    {
        if (!record.Name.StartsWith("$$", StringComparison.Ordinal)) return;
        Stream(record.Name[2..]).Rules = record.Events[^1] is { } newest ? StreamRules.Parse(newest.Data.Span) : StreamRules.None;
    }

    private void Restore(StoreFile.Entry entry)
    {
        StreamRecord record = Stream(entry.Stream);
        if (entry.Kind == StoreFile.Kind.Tombstone)
        {
            record.Tombstoned = true;
            return;
        }
        foreach ((NewEvent written, long offset) in entry.Events) Add(record, written, entry.Created, offset);
        ApplyMetadata(record);
        _recent.Clear();
    }
}
