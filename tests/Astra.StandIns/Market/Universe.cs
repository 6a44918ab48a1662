using System.Globalization;

namespace Astra.StandIns;

/// <summary>
/// Invents a market of as many instruments as wanted, over all segments, with the names that a vendor gives them. The first eight are always the same: two
/// shares, two indices, an index future, an index option, a currency future and a commodity future.
/// </summary>
internal sealed class Universe
{
    private static readonly string[] s_shares =
        ["SBIN", "RELIANCE", "INFY", "TCS", "HDFCBANK", "ICICIBANK", "ITC", "M&M", "NTPC", "TATASTEEL", "WIPRO", "LT", "MARUTI", "ONGC", "BAJAJ-AUTO", "COALINDIA"];

    private static readonly (string Name, string Exchange, string Angel, string Shoonya, string Display, long Price)[] s_indices =
    [
        ("NIFTY", "NSE", "99926000", "26000", "Nifty 50", 251_500_000), ("BANKNIFTY", "NSE", "99926009", "26009", "Nifty Bank", 552_000_000),
        ("FINNIFTY", "NSE", "99926037", "26037", "Nifty Fin Service", 264_000_000), ("MIDCPNIFTY", "NSE", "99926074", "26074", "NIFTY MID SELECT", 131_000_000),
        ("SENSEX", "BSE", "99919000", "1", "SENSEX", 820_000_000),
    ];

    private readonly SimVendor _vendor;
    private readonly ulong _seed;
    private readonly DateOnly _today;
    private readonly long _startPrice;
    private readonly List<SimInstrument> _made = [];

    private Universe(SimVendor vendor, ulong seed, DateOnly today, long startPrice) => (_vendor, _seed, _today, _startPrice) = (vendor, seed, today, startPrice);

    /// <param name="startPrice">Pips for every instrument, or 0 for prices of their own.</param>
    public static List<SimInstrument> Build(SimVendor vendor, int count, ulong seed, DateOnly today, long startPrice = 0)
    {
        var universe = new Universe(vendor, seed, today, startPrice);
        universe.Fill(count);
        return universe._made;
    }

    private void Fill(int count)
    {
        int share = 0, bse = 0, index = 0;
        int[] written = new int[4];
        // The pattern is walked again and again, so that any number of instruments holds every segment in the same measure.
        const string Pattern = "EEIIfocm" + "EEEEfoooEEEEooooIBBooooEEEEbbocmIEEEEoooo";
        for (int at = 0; _made.Count < count; at = at + 1 < Pattern.Length ? at + 1 : 8)
        {
            switch (Pattern[at])
            {
                case 'E': Share("NSE", share++); break;
                case 'B': Share("BSE", bse++); break;
                case 'I': if (index < s_indices.Length) Index(index++); break;
                case 'f' or 'o': Derivative(Underlying.Nse, ref written[0], 35_001, DayOfWeek.Tuesday); break;
                case 'b': Derivative(Underlying.Bse, ref written[1], 861_201, DayOfWeek.Thursday); break;
                case 'c': Derivative(Underlying.Currency, ref written[2], 3_045, DayOfWeek.Wednesday); break;
                case 'm': Derivative(Underlying.Commodity, ref written[3], 234_230, DayOfWeek.Thursday); break;
            }
        }
    }

    private void Share(string exchange, int number)
    {
        bool known = number < s_shares.Length;
        string name = known ? s_shares[number] : string.Create(CultureInfo.InvariantCulture, $"ASTRA{number:D5}");
        // SBIN and RELIANCE have the tokens everyone knows them by; the rest count upwards.
        int token = exchange == "BSE" ? 500_112 + number : number switch { 0 => 3_045, 1 => 2_885, _ => 5_000 + number };
        long price = number == 0 ? 8_120_000 : 500_000 + (long)(Noise.Of(_seed, 1, number) % 60_000) * 500;
        string symbol = exchange == "NSE" ? name + "-EQ" : name;
        Add(new SimInstrument
        {
            Index = _made.Count, Exchange = exchange, Token = Text(token), Symbol = symbol, Name = name, Kind = SimKind.Equity, Lot = 1, Tick = 500, StartPrice = price,
        });
    }

    private void Index(int number)
    {
        var (name, exchange, angel, shoonya, display, price) = s_indices[number];
        Add(new SimInstrument
        {
            Index = _made.Count, Exchange = exchange, Token = _vendor == SimVendor.AngelOne ? angel : shoonya, Symbol = display, Name = name,
            Kind = SimKind.Index, Lot = 1, Tick = 500, StartPrice = price,
        });
    }

    private void Derivative(Underlying[] family, ref int written, int firstToken, DayOfWeek expiryDay)
    {
        // Two contracts at a time of each underlying: first its future and a call, then calls and puts outwards from the money, monthly and weekly.
        int number = written++;
        Underlying of = family[number / 2 % family.Length];
        int contract = (number / 2 / family.Length * 2) + (number % 2);
        bool hasWeeklies = of.Exchange is "NFO" or "BFO";
        int option = contract - 1, kinds = hasWeeklies ? 4 : 2;
        SimKind kind = contract == 0 ? SimKind.Future : option % 2 == 0 ? SimKind.Call : SimKind.Put;
        bool weekly = contract > 0 && hasWeeklies && option % 4 >= 2;
        DateOnly expiry = weekly ? Contract.NextWeekly(_today, expiryDay) : Contract.LastOfMonth(_today, expiryDay);
        long strike = contract == 0 ? 0 : Strike(of, option / kinds);
        long price = kind == SimKind.Future ? of.Price : Math.Max(of.Tick * 20, of.Price / 100);
        Add(new SimInstrument
        {
            Index = _made.Count, Exchange = of.Exchange, Token = Text(firstToken + number), Symbol = Contract.Symbol(_vendor, of, kind, expiry, strike), Name = of.Name,
            Kind = kind, Expiry = expiry, Strike = strike, Lot = of.Lot, Tick = of.Tick, StartPrice = price,
        });
    }

    /// <summary>0, +1, -1, +2, -2 … steps from the money; upwards only once the lower ones are used up.</summary>
    private static long Strike(Underlying of, int rung)
    {
        long money = of.Price / of.Step, below = money - 1;
        long steps = rung <= 2 * below ? (rung % 2 == 1 ? (rung + 1) / 2 : -rung / 2) : rung - below;
        return (money + steps) * of.Step;
    }

    private void Add(SimInstrument instrument)
    {
        long price = _startPrice > 0 ? _startPrice : instrument.StartPrice;
        _made.Add(instrument with { StartPrice = Math.Max(instrument.Tick, price / instrument.Tick * instrument.Tick) });
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
