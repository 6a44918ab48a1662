using Astra.Live;
using Astra.Markets;

namespace Astra.Adapters.Shoonya;

/// <summary>A session token and who it is of. The vendor throws all tokens away at the start of its day, about 03:00 IST, whatever lifetime it tells.</summary>
internal sealed class ShoonyaToken(Secret value, string user, string account, Timestamp obtained)
{
    /// <summary>When the vendor throws tokens away, IST.</summary>
    public static readonly TimeOnly Flush = new(3, 0);

    /// <summary>When the vendor's night is over, before the first pre-open, IST.</summary>
    public static readonly TimeOnly Morning = new(8, 30);

    public Secret Value { get; } = value;

    public string User { get; } = user;

    public string Account { get; } = account;

    /// <summary>From when on it is dead: the first 03:00 IST after it was obtained.</summary>
    public Timestamp FlushedAt { get; } = NextFlush(obtained);

    /// <summary>Whether the vendor has accepted it at least once.</summary>
    public bool HasWorked { get; set; }

    private static Timestamp NextFlush(Timestamp from)
    {
        Timestamp today = Ist.At(Ist.DateOf(from), Flush);
        return from < today ? today : today + Timestamp.NanosPerDay;
    }
}
