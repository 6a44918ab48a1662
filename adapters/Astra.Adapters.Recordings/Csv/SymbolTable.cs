using Astra.Markets;

namespace Astra.Adapters.Recordings;

/// <summary>
/// Instruments by symbol and segment, made known to the recording as they appear in the file. A symbol of a second segment is an instrument
/// of its own, named <c>RELIANCE:BSE_EQ</c>; a row without segment belongs to the first.
/// </summary>
internal sealed class SymbolTable
{
    private readonly Dictionary<string, (int Id, string? Code)> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (int Id, string? Code)>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly CsvTable _table;
    private readonly RecordingWriter _writer;
    private readonly CsvImportOptions _options;
    private readonly ContractSpecs _specs;

    public SymbolTable(CsvTable table, RecordingWriter writer, CsvImportOptions options)
    {
        _lookup = _ids.GetAlternateLookup<ReadOnlySpan<char>>();
        (_table, _writer, _options, _specs) = (table, writer, options, options.Specs ?? ShippedFacts.Specs);
    }

    /// <summary>Null when good; an instrument is made only for a row that is otherwise sound.</summary>
    /// <exception cref="CsvFormatException">The row is one of an option chain: its symbol names the underlying, not the contract.</exception>
    public RejectReason? Find(ReadOnlySpan<char> symbol, ReadOnlySpan<char> segment, Timestamp at, Price price, out int id)
    {
        if (_options.Segment is not null) segment = default;
        if (_lookup.TryGetValue(symbol, out (int Id, string? Code) known))
        {
            id = known.Id;
            if (segment.IsWhiteSpace() || segment.SequenceEqual(known.Code)) return null;
        }
        id = -1;
        if (symbol.IsWhiteSpace()) return RejectReason.MissingValue;
        string name = symbol.ToString();
        string code = _options.Segment ?? (segment.IsWhiteSpace() ? SegmentCode.Derive(name) : segment.Trim().ToString());
        if (!SegmentCode.TryParse(code, out Segment parsed, out InstrumentKind kind)) return RejectReason.UnknownSegment;
        string unique = known.Code is null || known.Code == code ? name : $"{name}:{code}";
        if (_ids.TryGetValue(unique, out (int Id, string? Code) other))
        {
            id = other.Id;
            return null;
        }
        OptionChain.RefuseRow(_table, name);
        id = _ids.Count;
        _writer.AddInstrument(InstrumentInference.Infer(id, name, parsed, kind, Ist.DateOf(at), price, _specs, ShippedFacts.Lists) with { Symbol = unique });
        _ids.Add(unique, (id, code));
        return null;
    }
}
