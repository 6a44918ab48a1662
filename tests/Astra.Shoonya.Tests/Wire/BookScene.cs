using System.Text;

namespace Astra.Adapters.Shoonya.Tests;

/// <summary>A book and what the last frame did, in one line of text each. Single quotes stand for double ones.</summary>
internal sealed class BookScene
{
    public const long Second = 1_790_653_500;

    private readonly ShoonyaOutcome _outcome = new();

    public ShoonyaBook Book { get; } = new();

    public ShoonyaOutcome Last => _outcome;

    public string Counted => string.Join(' ', _outcome.Counted);

    public string Key => _outcome.Key is { } key ? $"{key.Name} {_outcome.Family}" : "";

    public string State => string.Join(' ', _outcome.State!.Fields().Select(pair => $"{pair.Key}={pair.Value}").Order(StringComparer.Ordinal));

    public string Changed => string.Join(' ', _outcome.State!.ChangedFields());

    public bool Emit => _outcome.Emit;

    public long FeedTime => _outcome.Key!.FeedTime;

    public static BookScene Touch(params string[] keys) => new BookScene().Out($"{{'t':'t','k':'{string.Join('#', keys)}'}}");

    public static BookScene Depth(params string[] keys) => new BookScene().Out($"{{'t':'d','k':'{string.Join('#', keys)}'}}");

    public BookScene Out(string json)
    {
        Book.Sent(json.Replace('\'', '"'));
        return this;
    }

    public BookScene In(string frame, long receivedMs = Second * 1000) => Raw(Encoding.UTF8.GetBytes(frame.Replace('\'', '"')), receivedMs);

    public BookScene Raw(byte[] frame, long receivedMs = Second * 1000)
    {
        Book.Apply(frame, receivedMs, _outcome);
        return this;
    }
}
