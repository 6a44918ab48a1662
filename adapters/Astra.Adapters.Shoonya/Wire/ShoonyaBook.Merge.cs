using Astra.Live;

namespace Astra.Adapters.Shoonya;

/// <summary>The merge of feed frames, rule by rule.</summary>
public sealed partial class ShoonyaBook
{
    /// <summary>How far a feed time may be ahead of the receive time.</summary>
    private const long MostAheadMs = 60_000;

    private void Merge(ReadOnlySpan<byte> frame, ShoonyaFamily family, bool snapshot, long receivedMs, ShoonyaOutcome outcome)
    {
        ShoonyaKey? key = FindKey(frame, family, outcome);
        if (key is null) return;
        ShoonyaState state = key.StateFor(family);
        if (!snapshot && !state.IsSet) outcome.Count(TickReject.UpdateBeforeSnapshot);
        state.Begin(snapshot);
        for (int i = 0; i < _scanner.Count; i++)
        {
            ref readonly FrameField field = ref _scanner[i];
            if (field.Kind == FrameValue.Absent) continue;
            ReadOnlySpan<byte> text = FieldText.Clean(_scanner.Value(frame, in field));
            if (text.IsEmpty) continue;
            switch (field.Slot)
            {
                case FieldNames.T or FieldNames.E or FieldNames.Tk:
                    break;
                case FieldNames.Ft:
                    TakeFeedTime(text, key, receivedMs, outcome);
                    break;
                case >= 0 and < FieldNames.Texts:
                    state.Put(field.Slot, text);
                    break;
                default:
                    TakeNumber(frame, in field, text, state, snapshot, outcome);
                    break;
            }
        }
        (outcome.Key, outcome.Family, outcome.State) = (key, family, state);
        outcome.Emit = state.HasChanged && state.HasPrice;
    }

    private ShoonyaKey? FindKey(ReadOnlySpan<byte> frame, ShoonyaFamily family, ShoonyaOutcome outcome)
    {
        ReadOnlySpan<byte> token = TextOf(frame, FieldNames.Tk);
        if (token.IsEmpty)
        {
            outcome.Count(TickReject.NoToken);
            return null;
        }
        ReadOnlySpan<byte> exchange = TextOf(frame, FieldNames.E);
        bool several = false;
        ShoonyaKey? key = exchange.IsEmpty ? _keys.FindByToken(token, family, out several) : _keys.Find(exchange, token);
        if (key is not null && key.IsSubscribed(family)) return key;
        outcome.Count(several ? TickReject.AmbiguousToken : TickReject.NotSubscribed);
        return null;
    }

    private ReadOnlySpan<byte> TextOf(ReadOnlySpan<byte> frame, int slot)
    {
        int at = _scanner.IndexOf(slot);
        return at < 0 ? default : FieldText.Clean(_scanner.Value(frame, in _scanner[at]));
    }

    private void TakeNumber(
        ReadOnlySpan<byte> frame, in FrameField field, ReadOnlySpan<byte> text, ShoonyaState state, bool snapshot, ShoonyaOutcome outcome)
    {
        int slot = field.Slot;
        if (!DecimalText.IsNumber(text))
        {
            outcome.Count(TickReject.BadField, slot >= 0 ? FieldNames.NameOf(slot) : _names.Of(_scanner.Name(frame, in field)));
            return;
        }
        if (slot == FieldNames.Unknown)
        {
            ReadOnlySpan<byte> name = _scanner.Name(frame, in field);
            if (!state.PutExtra(name, text)) outcome.Count(TickReject.BadField, _names.Of(name));
            return;
        }
        if (!snapshot && state.Has(slot))
        {
            if (FieldNames.KeepsAgainstZero(slot) && DecimalText.IsZero(text) && !DecimalText.IsZero(state[slot])) return;
            if (slot == FieldNames.V && DecimalText.Compare(text, state[slot]) < 0) outcome.Count(TickReject.VolumeFell);
        }
        state.Put(slot, text);
    }

    /// <summary>The server's clock: information, and never the cause of a tick.</summary>
    private static void TakeFeedTime(ReadOnlySpan<byte> text, ShoonyaKey key, long receivedMs, ShoonyaOutcome outcome)
    {
        if (!DecimalText.IsDigits(text) || !DecimalText.TryWhole(text, out long seconds) || seconds == 0 || seconds > (receivedMs + MostAheadMs) / 1000)
            outcome.Count(TickReject.BadFeedTime);
        else if (seconds < key.FeedTime)
            outcome.Count(TickReject.FeedTimeBack);
        else
            key.FeedTime = seconds;
    }
}
