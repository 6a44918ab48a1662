using System.CommandLine;
using Astra.Costs;

namespace Astra.Cli;

/// <summary>One trade given on the command line.</summary>
internal sealed class TradeQuestion
{
    private readonly Option<string?> _segment = new("--segment") { Description = "EQ_INTRADAY, EQ_DELIVERY, EQ_MTF, EQ_FUT, EQ_OPT, CUR_FUT, CUR_OPT, COM_FUT, COM_OPT; or NSE_EQ, NFO_OPT, BFO_FUT, CDS_FUT, MCX_OPT and the like", HelpName = "S" };
    private readonly Option<string?> _exchange = new("--exchange") { Description = "NSE, BSE or MCX (default: what the segment says, NSE otherwise)", HelpName = "X" };
    private readonly Option<string?> _product = new("--product") { Description = "For NSE_EQ and BSE_EQ: MIS (intraday, the default) or CNC (delivery)", HelpName = "P" };
    private readonly Option<string?> _date = new("--date") { Description = "Trade date (default: today)", HelpName = "DAY" };
    private readonly Option<string[]> _buy = new("--buy") { Description = "An executed order bought: units@price; repeatable", HelpName = "U@P" };
    private readonly Option<string[]> _sell = new("--sell") { Description = "An executed order sold: units@price; repeatable", HelpName = "U@P" };
    private readonly Option<string[]> _leg = new("--leg") { Description = "Any leg, SIDE:units@price#order with SIDE of B S X A W PR PG (exercised, assigned, worthless, shares received, given); repeatable", HelpName = "LEG" };
    private readonly Option<string?> _options = new("--options") { Description = GroupOptions.Grammar, HelpName = "LIST" };
    private readonly Option<string?> _instrument = new("--instrument") { Description = "Its name, for example NIFTY: tells lot, tick and largest order, and Sensex and Bankex options from others on BSE", HelpName = "NAME" };
    private readonly Option<string?> _basis = new("--stt-basis") { Description = "leg (default) or vwap", HelpName = "B" };
    private readonly Option<long> _lot = new("--lot") { Description = "Units of a lot, to check the quantity (default: of the contract facts where --instrument is known)", HelpName = "N", DefaultValueFactory = _ => 1 };

    public void AddTo(System.CommandLine.Command command)
    {
        foreach (Option option in (Option[])[_segment, _exchange, _product, _date, _buy, _sell, _leg, _options, _instrument, _basis, _lot]) command.Add(option);
    }

    public bool IsAsked(ParseResult parsed) => parsed.GetValue(_segment) is not null;

    /// <summary>That one of its options was given.</summary>
    public bool IsTouched(ParseResult parsed) => parsed.GetResult(_segment) is { Implicit: false } || Legs(parsed).Length > 0;

    /// <exception cref="UsageException">An option is wrong.</exception>
    public TradeGroup Read(ParseResult parsed, string broker)
    {
        (string exchange, string segment) = SegmentWord.Parse(parsed.GetValue(_segment)!, parsed.GetValue(_exchange), parsed.GetValue(_product));
        string legs = string.Join('|', Legs(parsed));
        if (legs.Length == 0) throw new UsageException("no trade is given; add --buy units@price and --sell units@price, or --leg SIDE:units@price#order");
        if (!TradeLeg.TryParseAll(legs, orderRequired: false, out IReadOnlyList<TradeLeg> parsedLegs, out string? problem)) throw new UsageException(problem);
        if (!GroupOptions.TryParse(parsed.GetValue(_options) ?? "", out GroupOptions options, out problem)) throw new UsageException($"--options: {problem}");
        SttBasis basis = CostsRow.Basis(parsed.GetValue(_basis) ?? "") ?? throw new UsageException($"--stt-basis {parsed.GetValue(_basis)}: give leg or vwap");
        long lot = parsed.GetValue(_lot);
        if (lot < 1) throw new UsageException($"--lot {lot}: give 1 or more");
        DateOnly date = parsed.GetValue(_date) is { } text ? Dates.Parse(text, "--date") : DateOnly.FromDateTime(DateTime.UtcNow.AddMinutes(330));
        TradeGroup group = new(broker, exchange, segment, date, parsed.GetValue(_instrument) ?? "", lot, parsedLegs, basis, options);
        TradeContract.Of(group).Check(group, checkLot: parsed.GetResult(_lot) is null or { Implicit: true });
        return group;
    }

    private string[] Legs(ParseResult parsed) =>
    [
        .. (parsed.GetValue(_buy) ?? []).Select(t => t.Contains(':', StringComparison.Ordinal) ? t : "B:" + t),
        .. (parsed.GetValue(_sell) ?? []).Select(t => t.Contains(':', StringComparison.Ordinal) ? t : "S:" + t),
        .. parsed.GetValue(_leg) ?? [],
    ];
}
