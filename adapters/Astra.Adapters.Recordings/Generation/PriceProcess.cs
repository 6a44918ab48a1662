namespace Astra.Adapters.Recordings;

/// <summary>
/// The fair prices behind the quotes, moved together ten times a second: a market factor, sector factors and own moves; one stock that
/// follows another with a mean-reverting gap; index futures that follow the basket with a mean-reverting basis; commodities priced in
/// dollars and carried by USDINR. Volatility follows the day's mood and its U; news jumps.
/// </summary>
internal sealed class PriceProcess
{
    public const double StepSeconds = 0.1;
    private const int StepsPerMinute = 600;
    private const double MarketDeviation = 0.0080;
    private const double SectorDeviation = 0.0045;
    /// <summary>The market falls when the dollar rises, a little.</summary>
    private const double DollarOnMarket = -0.8;

    private static readonly int Sectors = Enum.GetValues<Sector>().Length;

    private readonly InstrumentProfile[] _profiles;
    private readonly TradingHours[] _hours;
    private readonly DayMood _mood;
    private readonly RandomStream _common;
    private readonly RandomStream[] _own;
    private readonly double[] _price;
    private readonly double[] _return;
    private readonly double[] _gap;
    private readonly double[] _sector = new double[Sectors];
    private readonly double[] _deviation;
    private readonly double _bankWeight;
    private readonly double _weight;
    private readonly int _leader;
    private readonly int _dollar;
    private long _step;
    private int _minute = -1;
    private bool _anyOpen;
    private double _sharedDeviation;

    public PriceProcess(ulong seed, InstrumentProfile[] profiles, TradingHours[] hours, DayMood mood)
    {
        (_profiles, _hours, _mood) = (profiles, hours, mood);
        _common = new RandomStream(seed, 2);
        _own = [.. profiles.Select((_, i) => new RandomStream(seed, 1_000 + (ulong)i))];
        _return = new double[profiles.Length];
        _gap = new double[profiles.Length];
        _deviation = new double[profiles.Length];
        _price = [.. profiles.Select((p, i) => p.Reference * (1 + 0.25 * p.Own * _own[i].Normal()))];
        _weight = profiles.Sum(p => p.Weight);
        _bankWeight = profiles.Where(p => p.Sector == Sector.Bank).Sum(p => p.Weight);
        _leader = Array.FindIndex(profiles, p => p.Name == "TCS");
        _dollar = Array.FindIndex(profiles, p => p.Model == PriceModel.Currency);
    }

    /// <summary>Fair price now, rupees.</summary>
    public double this[int instrument] => _price[instrument];

    /// <summary>How nervous an instrument is now: 1 is an ordinary minute. Spreads widen with it.</summary>
    public double Nervousness { get; private set; } = 1;

    /// <summary>Moves all prices up to an instant, in seconds since midnight.</summary>
    public void AdvanceTo(double seconds)
    {
        long target = (long)(seconds / StepSeconds);
        while (_step < target)
        {
            int minute = (int)(_step / StepsPerMinute);
            if (minute != _minute) StartMinute(minute);
            if (_anyOpen) Step();
            else _step = Math.Min(target, (minute + 1L) * StepsPerMinute) - 1;
            _step++;
        }
    }

    private void StartMinute(int minute)
    {
        _minute = minute;
        _anyOpen = false;
        double u = 0.75 + 0.9 * PinnedMath.Exp(-Math.Max(0, minute - 555) / 18.0);
        Nervousness = _mood.Volatility(minute, NewsScope.Market, -1) * u;
        _sharedDeviation = Nervousness / Math.Sqrt(375 * StepsPerMinute);
        for (int i = 0; i < _profiles.Length; i++)
        {
            if (!_hours[i].IsOpen(minute)) continue;
            _anyOpen = true;
            InstrumentProfile p = _profiles[i];
            NewsScope scope = p.Model == PriceModel.Commodity ? NewsScope.World : NewsScope.Market;
            double habit = p.Model == PriceModel.Commodity ? Math.Sqrt(_hours[i][minute]) : u;
            double share = Math.Sqrt((double)_hours[i].OpenMinutes * StepsPerMinute);
            _deviation[i] = p.Own * habit * _mood.Volatility(minute, scope, i) / share;
        }
        foreach (NewsItem item in _mood.News)
            if (item.Minute == minute) Jump(item);
    }

    private void Jump(in NewsItem item)
    {
        double basket = 0, banks = 0;
        for (int i = 0; i < _profiles.Length; i++)
        {
            if (!Opened(i)) continue;
            InstrumentProfile p = _profiles[i];
            // The follower of the pair takes its leader's news, or the gap between them would never close.
            int source = p.Model == PriceModel.PairedStock ? _leader : i;
            double jump = (item.Scope, p.Model) switch
            {
                (NewsScope.World, PriceModel.Commodity) => item.Jump,
                (NewsScope.Market, PriceModel.Stock or PriceModel.PairedStock) => item.Jump * _profiles[source].MarketBeta,
                (NewsScope.Instrument, PriceModel.Stock or PriceModel.PairedStock) when item.Instrument == source => item.Jump,
                _ => 0,
            };
            basket += p.Weight * jump;
            if (p.Sector == Sector.Bank) banks += p.Weight * jump;
            Move(i, jump);
        }
        for (int i = 0; i < _profiles.Length; i++)
            if (_profiles[i].Model == PriceModel.IndexFuture && Opened(i))
                Move(i, _profiles[i].Sector == Sector.Bank ? banks / _bankWeight : basket / _weight);
    }

    private void Step()
    {
        double dollar = Opened(_dollar) ? _deviation[_dollar] * _own[_dollar].Normal() : 0;
        double market = MarketDeviation * _sharedDeviation * _common.Normal() + DollarOnMarket * dollar;
        for (int s = 1; s < _sector.Length; s++) _sector[s] = SectorDeviation * _sharedDeviation * _common.Normal();

        double basket = 0, banks = 0;
        bool stocksOpen = false;
        for (int i = 0; i < _profiles.Length; i++)
        {
            InstrumentProfile p = _profiles[i];
            if (p.Model is not (PriceModel.Stock or PriceModel.PairedStock) || !Opened(i)) continue;
            stocksOpen = true;
            _return[i] = p.Model == PriceModel.PairedStock
                ? _return[_leader] + Revert(i, deviation: 0.0012, halfLifeSeconds: 420)
                : p.MarketBeta * market + p.SectorBeta * _sector[(int)p.Sector] + _deviation[i] * _own[i].Normal();
            basket += p.Weight * _return[i];
            if (p.Sector == Sector.Bank) banks += p.Weight * _return[i];
            Move(i, _return[i]);
        }
        for (int i = 0; i < _profiles.Length; i++)
        {
            if (!Opened(i)) continue;
            InstrumentProfile p = _profiles[i];
            switch (p.Model)
            {
                case PriceModel.IndexFuture:
                    // After the stocks' close the future trades on alone, on the market factor.
                    double fair = !stocksOpen ? p.MarketBeta * market : p.Sector == Sector.Bank ? banks / _bankWeight : basket / _weight;
                    Move(i, fair + Revert(i, p.Own, halfLifeSeconds: 45));
                    break;
                case PriceModel.Commodity:
                    Move(i, p.MarketBeta * dollar + _deviation[i] * _own[i].Normal());
                    break;
                case PriceModel.Currency:
                    Move(i, dollar);
                    break;
                default:
                    break;
            }
        }
    }

    private bool Opened(int i) => _hours[i].IsOpen(_minute);

    /// <summary>One step of an Ornstein-Uhlenbeck gap; returns its change.</summary>
    private double Revert(int i, double deviation, double halfLifeSeconds)
    {
        double pull = 0.6931471805599453 / halfLifeSeconds * StepSeconds;
        double change = -pull * _gap[i] + deviation * Math.Sqrt(2 * pull) * _own[i].Normal();
        _gap[i] += change;
        return change;
    }

    /// <summary>Applies a log return, within the price band (half a percent is left for the spread).</summary>
    private void Move(int i, double change)
    {
        InstrumentProfile p = _profiles[i];
        double room = p.Band - 0.005;
        // exp(x) to second order: steps are a few ten-thousandths.
        double price = _price[i] * (1 + change + 0.5 * change * change);
        _price[i] = Math.Clamp(price, p.Reference * (1 - room), p.Reference * (1 + room));
    }
}
