using System.Text;

namespace Astra.Markets;

/// <summary>NSE series and BSE groups that are traded, with the charge group of each; the last answer is kept, since rows of a kind stand together.</summary>
internal sealed class MasterSeries(InstrumentLists lists, DateOnly day)
{
    private ulong _lastCode;
    private MasterExchange _lastExchange;
    private ChargeGroup? _last;

    /// <summary>Null for one that is not traded.</summary>
    public ChargeGroup? GroupOf(MasterExchange exchange, ReadOnlySpan<byte> code)
    {
        if (code.Length is 0 or > 4 || !MasterText.IsPlain(code)) return null;
        ulong packed = MasterText.Pack(code);
        if (packed == _lastCode && exchange == _lastExchange) return _last;
        (_lastCode, _lastExchange) = (packed, exchange);
        string name = (exchange == MasterExchange.Nse ? "NSE:" : "BSE:") + Encoding.ASCII.GetString(code);
        return _last = lists.Value(InstrumentList.Series, name, day) is { } value ? Enum.Parse<ChargeGroup>(value) : null;
    }
}
