namespace Astra.Cli;

/// <summary>A segment as schedules or as traders write it.</summary>
internal static class SegmentWord
{
    private static readonly (string Word, string Exchange, string Segment)[] Words =
    [
        ("NSE_FUT", "NSE", "EQ_FUT"), ("NFO_FUT", "NSE", "EQ_FUT"), ("NSE_OPT", "NSE", "EQ_OPT"), ("NFO_OPT", "NSE", "EQ_OPT"),
        ("BSE_FUT", "BSE", "EQ_FUT"), ("BFO_FUT", "BSE", "EQ_FUT"), ("BSE_OPT", "BSE", "EQ_OPT"), ("BFO_OPT", "BSE", "EQ_OPT"),
        ("CDS_FUT", "NSE", "CUR_FUT"), ("CDS_OPT", "NSE", "CUR_OPT"), ("MCX_FUT", "MCX", "COM_FUT"), ("MCX_OPT", "MCX", "COM_OPT"),
    ];

    /// <exception cref="UsageException">The words do not fit together.</exception>
    public static (string Exchange, string Segment) Parse(string segment, string? exchange, string? product)
    {
        string word = segment.ToUpperInvariant();
        if (word is "NSE_EQ" or "BSE_EQ") return (Agreed(word[..3], exchange, segment), Product(product, word));
        if (word is "NFO" or "BFO" or "CDS" or "MCX") throw new UsageException($"--segment {segment}: say future or option; give {word}_FUT or {word}_OPT");
        if (product is not null) _ = Product(product, word);
        foreach ((string known, string on, string row) in Words)
            if (known == word) return (Agreed(on, exchange, segment), row);
        return (exchange ?? (word.StartsWith("COM_", StringComparison.Ordinal) ? "MCX" : "NSE"), word);
    }

    private static string Agreed(string exchange, string? given, string segment) =>
        given is null || given.Equals(exchange, StringComparison.OrdinalIgnoreCase) ? exchange : throw new UsageException($"--exchange {given} and --segment {segment} do not agree; leave out --exchange");

    private static string Product(string? product, string segment) => product?.ToUpperInvariant() switch
    {
        null or "MIS" or "INTRADAY" => "EQ_INTRADAY",
        "CNC" or "DELIVERY" => "EQ_DELIVERY",
        "MTF" => "EQ_MTF",
        "NRML" or "CARRY" when segment is not ("NSE_EQ" or "BSE_EQ") => segment,
        _ => throw new UsageException($"--product {product}: give MIS or CNC (shares), MIS or NRML (derivatives)"),
    };
}
