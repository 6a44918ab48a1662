namespace Astra.Adapters.Recordings;

/// <summary>
/// What the day is like minute by minute, drawn once: the regime (calm, normal, stressed; a Markov chain), a slow wave of volatility on
/// top of it, and the news. 1,440 minutes, IST.
/// </summary>
internal sealed class DayMood
{
    public const int Minutes = 1440;

    private static readonly double[] Nervousness = [0.65, 1.0, 2.1];
    private static readonly double[] Bustle = [0.85, 1.0, 1.45];

    private readonly double[] _volatility = new double[Minutes];
    private readonly double[] _activity = new double[Minutes];

    public DayMood(RandomStream random, InstrumentProfile[] profiles, DateOnly day)
    {
        DrawRegimes(random);
        News = DrawNews(random, profiles, day);
    }

    public IReadOnlyList<NewsItem> News { get; }

    public double Volatility(int minute, NewsScope scope, int instrument) => _volatility[minute] * (1 + 1.8 * Excitement(minute, scope, instrument));

    public double Activity(int minute, NewsScope scope, int instrument) => _activity[minute] * (1 + 2.5 * Excitement(minute, scope, instrument));

    /// <summary>1 in the minute of the news, fading by a fifth a minute.</summary>
    private double Excitement(int minute, NewsScope scope, int instrument)
    {
        double sum = 0;
        foreach (NewsItem item in News)
        {
            bool concerned = item.Scope == NewsScope.Instrument ? item.Instrument == instrument : item.Scope == scope;
            if (concerned && minute >= item.Minute && minute < item.Minute + 30) sum += PinnedMath.Exp((item.Minute - minute) / 5.0);
        }
        return sum;
    }

    private void DrawRegimes(RandomStream random)
    {
        int state = 1;
        double wave = 0;
        for (int minute = 0; minute < Minutes; minute++)
        {
            double u = random.Uniform();
            state = state switch
            {
                0 => u < 0.03 ? 1 : 0,
                1 => u < 0.02 ? 0 : u < 0.035 ? 2 : 1,
                _ => u < 0.06 ? 1 : 2,
            };
            // Deviation 0.3 around 0, remembered for some ten minutes.
            wave = 0.9 * wave + 0.13 * random.Normal();
            _volatility[minute] = Nervousness[state] * PinnedMath.Exp(wave);
            _activity[minute] = Bustle[state] * PinnedMath.Exp(0.4 * wave);
        }
    }

    private static List<NewsItem> DrawNews(RandomStream random, InstrumentProfile[] profiles, DateOnly day)
    {
        var news = new List<NewsItem>
        {
            new(9 * 60 + 45 + random.Below(300), NewsScope.Market, -1, Signed(random, 0.0022)),
            // Figures of 08:30 New York time; the weekly oil stocks of 10:30 on Wednesdays.
            new(NewYork(day, 8, 30), NewsScope.World, -1, Signed(random, 0.0025)),
        };
        if (day.DayOfWeek == DayOfWeek.Wednesday) news.Add(new NewsItem(NewYork(day, 10, 30), NewsScope.World, -1, Signed(random, 0.0040)));
        for (int i = 0; i < profiles.Length; i++)
            if (profiles[i].Model == PriceModel.Stock && random.Uniform() < 0.3)
                news.Add(new NewsItem(9 * 60 + 20 + random.Below(340), NewsScope.Instrument, i, Signed(random, 0.0050)));
        return news;
    }

    private static int NewYork(DateOnly day, int hour, int minute) =>
        hour * 60 + minute + (Markets.UsDaylight.IsOn(day) ? 9 * 60 + 30 : 10 * 60 + 30);

    private static double Signed(RandomStream random, double size)
    {
        double jump = size * (0.6 + 0.8 * random.Uniform());
        return random.Uniform() < 0.5 ? -jump : jump;
    }
}
