using System.Globalization;
using System.Text;

namespace Astra.StandIns.EventStore;

/// <summary>What a test does to stored events behind the server's back. A file keeps its own truth: damage lasts until the program starts again.</summary>
public sealed partial class StoredStreams
{
    /// <summary>Appends an event of somebody else. Returns its revision.</summary>
    /// <exception cref="InvalidOperationException">The stream is tombstoned.</exception>
    public long Append(string stream, string type, ReadOnlyMemory<byte> data, ReadOnlyMemory<byte> customMetadata = default, Guid? id = null, bool isJson = false)
    {
        AppendResult result = Append(stream, ExpectedRevision.Any, [new NewEvent(id ?? Guid.NewGuid(), type, isJson, data, customMetadata)]);
        return result.IsSuccess ? result.Revision : throw new InvalidOperationException($"Stream {stream} takes no event: {result.Outcome}.");
    }

    /// <summary>Turns one bit of a stored payload.</summary>
    /// <param name="index">Byte, from 0; negative counts from the end.</param>
    public void FlipByte(string stream, long revision, int index)
    {
        lock (_gate)
        {
            StandInEvent stored = Stored(stream, revision);
            byte[] data = stored.Data.ToArray();
            data[index < 0 ? data.Length + index : index] ^= 1;
            Put(stored, stored.With(data));
        }
    }

    /// <summary>Puts another payload in a stored event's place; id and revision stay.</summary>
    public void Replace(string stream, long revision, ReadOnlyMemory<byte> data)
    {
        lock (_gate)
        {
            StandInEvent stored = Stored(stream, revision);
            Put(stored, stored.With(data));
        }
    }

    /// <summary>Takes one event away, so that the revisions have a hole.</summary>
    public void Drop(string stream, long revision)
    {
        lock (_gate)
        {
            StandInEvent stored = Stored(stream, revision);
            _streams[stream].Events[(int)revision] = null;
            _all.Remove(stored);
        }
    }

    /// <summary>Forgets the last events, as a server does whose disk lied to it: the next append gets a revision that was given before.</summary>
    public void DropLast(string stream, int events)
    {
        lock (_gate)
        {
            List<StandInEvent?> all = _streams[stream].Events;
            foreach (StandInEvent? stored in all[^events..])
                if (stored is not null) _all.Remove(stored);
            all.RemoveRange(all.Count - events, events);
            _recent.Clear();
        }
    }

    /// <summary>Soft-deletes a stream, or burns its name for ever.</summary>
    public void Delete(string stream, bool tombstone = false) => Delete(stream, ExpectedRevision.Any, tombstone);

    /// <summary>Frees what the rules of the streams hide. Returns the events freed.</summary>
    public int Scavenge()
    {
        lock (_gate)
        {
            HashSet<StandInEvent> freed = [];
            foreach (StreamRecord record in _streams.Values)
            {
                // The newest event of a stream stays: it carries the stream's last revision.
                long end = Math.Min(record.First(Now), record.Last);
                for (int revision = 0; revision < end; revision++)
                {
                    if (record.Events[revision] is not { } stored) continue;
                    freed.Add(stored);
                    record.Events[revision] = null;
                }
            }
            _all.RemoveAll(freed.Contains);
            return freed.Count;
        }
    }

    internal void Note(string stream, string type, string json) => Append(stream, type, Encoding.UTF8.GetBytes(json), isJson: true);

    private StandInEvent Stored(string stream, long revision)
    {
        if (_streams.TryGetValue(stream, out StreamRecord? record) && revision >= 0 && revision <= record.Last && record.Events[(int)revision] is { } stored) return stored;
        throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Stream {stream} holds no event {revision}."), nameof(revision));
    }

    private void Put(StandInEvent old, StandInEvent replacement)
    {
        _streams[old.Stream].Events[(int)old.Revision] = replacement;
        _all[_all.IndexOf(old)] = replacement;
    }
}
