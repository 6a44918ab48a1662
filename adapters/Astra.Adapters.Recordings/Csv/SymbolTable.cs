using Astra.Markets;

namespace Astra.Adapters.Recordings;

/// <summary>Instruments by symbol, made known to the recording as they appear in the file.</summary>
internal sealed class SymbolTable
{
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly RecordingWriter _writer;
    private readonly CsvImportOptions _options;
    private readonly ContractSpecs _specs;

    public SymbolTable(RecordingWriter writer, CsvImportOptions options)
    {
        _lookup = _ids.GetAlternateLookup<ReadOnlySpan<char>>();
        (_writer, _options, _specs) = (writer, options, options.Specs ?? ContractSpecs.Default);
        if (options.Segment is { } code && !SegmentCode.TryParse(code, out _, out _))
            throw new ArgumentException($"segment '{code}' is unknown; known are {string.Join(", ", SegmentCode.Known)}", nameof(options));
    }

    /// <summary>Null when good; an instrument is made only for a row that is otherwise sound.</summary>
    public RejectReason? Find(ReadOnlySpan<char> symbol, ReadOnlySpan<char> segment, Timestamp at, Price price, out int id)
    {
        if (_lookup.TryGetValue(symbol, out id)) return null;
        if (symbol.IsWhiteSpace()) return RejectReason.MissingValue;
        string name = symbol.ToString();
        ReadOnlySpan<char> code = _options.Segment ?? (segment.IsEmpty ? SegmentCode.Derive(name) : segment);
        if (!SegmentCode.TryParse(code, out Segment parsed, out InstrumentKind kind)) return RejectReason.UnknownSegment;
        id = _ids.Count;
        _writer.AddInstrument(InstrumentInference.Infer(id, name, parsed, kind, Ist.DateOf(at), price, _specs));
        _ids.Add(name, id);
        return null;
    }
}
