using System.Globalization;
using System.Text;
using Astra.Markets;

namespace Astra.Strategies;

/// <summary>One scheduled event.</summary>
/// <param name="Time">IST; null when only the day is known.</param>
/// <param name="KnownFrom">The day from which anybody could know of it.</param>
internal sealed record ScheduledEvent(DateOnly Day, TimeOnly? Time, string Name, DateOnly KnownFrom);

/// <summary>Scheduled events, dated data with sources that ships inside the assembly.</summary>
internal sealed class EventCalendar
{
    private const string Header = "date,time,event,known_from,source";

    private EventCalendar(ScheduledEvent[] events) => Events = events;

    /// <summary>The events of <c>Data/events.csv</c>.</summary>
    public static EventCalendar Shipped { get; } = Parse(Read("events.csv"));

    /// <summary>By day.</summary>
    public IReadOnlyList<ScheduledEvent> Events { get; }

    /// <exception cref="FormatException">With the line and what it should be.</exception>
    public static EventCalendar Parse(string csv)
    {
        List<ScheduledEvent> events = [];
        string[] lines = csv.Split('\n');
        bool headed = false;
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i].TrimEnd('\r');
            if (line.Length == 0 || line[0] == '#') continue;
            if (!headed)
            {
                if (line != Header) throw Bad(i, $"the header '{Header}' is expected");
                headed = true;
                continue;
            }
            string[] cells = line.Split(',', 5);
            if (cells.Length != 5 || cells[2].Length == 0 || cells[4].Length == 0) throw Bad(i, $"five columns are expected: {Header}");
            if (!TryDate(cells[0], out DateOnly day)) throw Bad(i, $"date '{cells[0]}' is not like 2026-02-01");
            if (!TryDate(cells[3], out DateOnly known) || known > day) throw Bad(i, $"known_from '{cells[3]}' is no day up to the event's");
            TimeOnly? time = null;
            if (cells[1].Length > 0)
            {
                if (!TimeOnly.TryParseExact(cells[1], "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out TimeOnly told))
                    throw Bad(i, $"time '{cells[1]}' is not like 10:00, nor empty");
                time = told;
            }
            if (events.Count > 0 && events[^1].Day > day) throw Bad(i, "rows must rise by date");
            events.Add(new ScheduledEvent(day, time, cells[2], known));
        }
        if (!headed) throw Bad(lines.Length - 1, $"the header '{Header}' is expected");
        return new EventCalendar([.. events]);
    }

    private static bool TryDate(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

    private static FormatException Bad(int line, string what) => new($"events.csv line {line + 1}: {what}");

    private static string Read(string name)
    {
        using Stream stream = typeof(EventCalendar).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not inside this build of Astra.Strategies");
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return Encoding.UTF8.GetString(bytes);
    }
}
