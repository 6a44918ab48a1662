using System.Globalization;

namespace Astra.Markets;

/// <summary>An instant in nanoseconds since 1970-01-01T00:00:00 UTC. Days and times of day are always Indian Standard Time.</summary>
public readonly record struct Timestamp(long UnixNanos) : IComparable<Timestamp>
{
    public const long NanosPerMicrosecond = 1_000;
    public const long NanosPerMillisecond = 1_000_000;
    public const long NanosPerSecond = 1_000_000_000;
    public const long NanosPerMinute = 60 * NanosPerSecond;
    public const long NanosPerDay = 86_400 * NanosPerSecond;

    public static readonly Timestamp Zero;

    public int CompareTo(Timestamp other) => UnixNanos.CompareTo(other.UnixNanos);

    public static Timestamp operator +(Timestamp a, long nanos) => new(a.UnixNanos + nanos);
    public static Timestamp operator -(Timestamp a, long nanos) => new(a.UnixNanos - nanos);
    public static long operator -(Timestamp a, Timestamp b) => a.UnixNanos - b.UnixNanos;
    public static bool operator <(Timestamp a, Timestamp b) => a.UnixNanos < b.UnixNanos;
    public static bool operator >(Timestamp a, Timestamp b) => a.UnixNanos > b.UnixNanos;
    public static bool operator <=(Timestamp a, Timestamp b) => a.UnixNanos <= b.UnixNanos;
    public static bool operator >=(Timestamp a, Timestamp b) => a.UnixNanos >= b.UnixNanos;

    /// <summary>ISO 8601 in IST with as many fractional digits as the instant needs (none, 3, 6 or 9).</summary>
    public override string ToString()
    {
        TimeOnly clock = Ist.TimeOf(this);
        long fraction = UnixNanos - FloorTo(NanosPerSecond).UnixNanos;
        string text = $"{Ist.DateOf(this):yyyy-MM-dd}T{clock:HH:mm:ss}";
        if (fraction == 0) return text + "+05:30";
        string digits = fraction.ToString("D9", CultureInfo.InvariantCulture);
        int length = digits.EndsWith("000000", StringComparison.Ordinal) ? 3 : digits.EndsWith("000", StringComparison.Ordinal) ? 6 : 9;
        return $"{text}.{digits[..length]}+05:30";
    }

    /// <summary>The latest multiple of <paramref name="nanos"/> since the epoch that is not after this instant.</summary>
    public Timestamp FloorTo(long nanos)
    {
        long rest = UnixNanos % nanos;
        return new Timestamp(rest < 0 ? UnixNanos - rest - nanos : UnixNanos - rest);
    }
}
