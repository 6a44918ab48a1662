using Astra.Markets;
using Astra.Strategies;

namespace Astra.Core;

/// <summary>
/// The whole state as canonical bytes. What can be made anew (strategies, charge rates) is made from the plan, the instrument and the
/// settings, which are kept as bytes from the day they arrived, so that hashing a state allocates nothing.
/// </summary>
public sealed partial class TradingCore
{
    /// <summary>Raised with every change of what <see cref="Save"/> writes; an older snapshot is passed over and the journal replayed.</summary>
    public const int StateVersion = 4;

    private byte[] _settingsBytes = [];

    public void Save(StateWriter writer)
    {
        writer.Write(StateVersion);
        writer.Write(_muted);
        writer.Write(_intervals);
        _emitter.Save(writer);
        _quarantine.Save(writer);
        _counters.Save(writer);
        _account.Save(writer);
        _feeds.Save(writer);
        writer.Write(_lastPlanId);
        writer.Write(_sinceCheckpoint);
        writer.Write(_regime);
        writer.WriteSpan<byte>(_settingsBytes);
        foreach (SegmentSession session in _segments) session.Save(writer);

        writer.Write(_inOrder.Count);
        foreach (InstrumentBook book in _inOrder)
        {
            writer.WriteSpan<byte>(book.Bytes);
            book.Save(writer);
            writer.WriteSpan<byte>(book.PlanBytes);
            writer.WriteSpan<byte>(book.NextPlanBytes);
        }
        foreach (InstrumentBook book in _inOrder) book.Runner?.Save(writer);
    }

    /// <summary>Restores into a core that has applied nothing yet.</summary>
    /// <exception cref="StateFormatException">Another version, or bytes that are not a state.</exception>
    public void Load(StateReader reader)
    {
        if (LastSequence >= 0) throw new InvalidOperationException("a state can only be loaded into a new core");
        int version = reader.Read<int>();
        if (version != StateVersion) throw new StateFormatException($"the state has version {version}, this build reads {StateVersion}");
        if (reader.Read<uint>() != _muted || reader.Read<uint>() != _intervals)
            throw new StateFormatException("the state was saved by a core that told other things; load it with the same options");
        _emitter.Load(reader);
        _quarantine.Load(reader);
        _counters.Load(reader);
        _account.Load(reader);
        _feeds.Load(reader);
        _account.FeedDown = _feeds.IsDown;
        _lastPlanId = reader.Read<int>();
        _sinceCheckpoint = reader.Read<int>();
        _regime = reader.Read<MarketRegimes>();
        byte[] settings = reader.ReadArray<byte>();
        if (settings.Length > 0 && !TryAdopt(PayloadState.ReadSettings(new StateReader(settings))))
            throw new StateFormatException("the state's settings hold charge schedules that this build refuses");
        foreach (SegmentSession session in _segments) session.Load(reader);

        int books = reader.Read<int>();
        for (int i = 0; i < books; i++) LoadBook(reader);
        // A strategy may watch instruments that were defined after its own, so all of them are there first.
        foreach (InstrumentBook book in _inOrder) LoadRunner(book, reader);
        if (!reader.AtEnd) throw new StateFormatException("bytes are left over after the state");
    }

    private void LoadBook(StateReader reader)
    {
        InstrumentBook book = AddBook(PayloadState.ReadInstrument(new StateReader(reader.ReadArray<byte>())));
        book.ReserveOrders(_settings!.Ghost.MaxOrdersPerDecision);
        book.Load(reader);
        byte[] plan = reader.ReadArray<byte>();
        byte[] next = reader.ReadArray<byte>();
        book.PlanBytes = plan;
        if (next.Length > 0) book.SetNextPlan(PayloadState.ReadPlan(new StateReader(next)), next);
    }

    private void LoadRunner(InstrumentBook book, StateReader reader)
    {
        if (book.PlanBytes.Length > 0)
        {
            book.Runner = RunnerOf(PayloadState.ReadPlan(new StateReader(book.PlanBytes)));
            book.Runner.Load(reader);
            Watch(book);
        }
        if (book.RatesDay > 0) ResolveAgain(book);
        if (!book.IsFlat) _margin!.Hold(book);
    }

    private static byte[] Blob(Action<StateWriter> write)
    {
        var writer = new StateWriter(1024);
        write(writer);
        return writer.Written.ToArray();
    }
}
