using System.Text.RegularExpressions;
using Options = Astra.Journal.EventStore.Wire.ReadReq.Types.Options;
using Filter = Astra.Journal.EventStore.Wire.ReadReq.Types.FilterOptions;

namespace Astra.StandIns.EventStore;

/// <summary>The filter of a read of all streams: by stream name or event type, by regular expression or prefixes.</summary>
internal sealed class EventFilter
{
    private readonly bool _byType;
    private readonly Regex? _regex;
    private readonly string[] _prefixes = [];

    private EventFilter(Filter? filter)
    {
        if (filter is null) return;
        IsSet = true;
        _byType = filter.FilterCase == Filter.FilterOneofCase.EventType;
        Filter.Types.Expression expression = (_byType ? filter.EventType : filter.StreamIdentifier) ?? throw Failures.InvalidArgument("The filter is empty.");
        if (expression.Regex.Length > 0) _regex = new Regex(expression.Regex, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        _prefixes = [.. expression.Prefix];
        Window = filter.Max == 0 ? StoredStreams.PageSize : filter.Max;
        Window *= Math.Max(1, filter.CheckpointIntervalMultiplier);
    }

    public bool IsSet { get; }

    /// <summary>Events looked at between two checkpoints of a subscription.</summary>
    public long Window { get; }

    public static EventFilter Of(Options options) => new(options.Filter);

    public bool Takes(StandInEvent stored)
    {
        if (!IsSet) return true;
        string text = _byType ? stored.Type : stored.Stream;
        if (_regex is not null) return _regex.IsMatch(text);
        foreach (string prefix in _prefixes)
            if (text.StartsWith(prefix, StringComparison.Ordinal)) return true;
        return false;
    }
}
