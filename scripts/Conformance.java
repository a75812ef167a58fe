import java.io.FileInputStream;
import java.util.Map;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Validates PDF files with the veraPDF library; scripts/verapdf.py runs it and reads its lines:
 *  file, flavour, true or false, number of checks; below a failed one, tab, count and rule. */
public class Conformance {
  private static final PDFAFlavour[] FLAVOURS = {
    PDFAFlavour.PDFUA_1, PDFAFlavour.PDFA_3_A, PDFAFlavour.PDFA_3_U
  };

  public static void main(String[] files) throws Exception {
    VeraGreenfieldFoundryProvider.initialise();
    for (String file : files) {
      for (PDFAFlavour flavour : FLAVOURS) {
        validate(file, flavour);
      }
    }
  }

  private static void validate(String file, PDFAFlavour flavour) throws Exception {
    try (FileInputStream stream = new FileInputStream(file);
        PDFAParser parser = Foundries.defaultInstance().createParser(stream, flavour);
        PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
      ValidationResult result = validator.validate(parser);
      System.out.println(
          file + "\t" + flavour.getId() + "\t" + result.isCompliant() + "\t" + result.getTotalAssertions());
      Map<String, Integer> failed = new TreeMap<>();
      for (TestAssertion one : result.getTestAssertions()) {
        String rule = one.getRuleId().getClause() + "-" + one.getRuleId().getTestNumber();
        failed.merge(rule + " " + one.getMessage(), 1, Integer::sum);
      }
      failed.forEach((rule, count) -> System.out.println("\t" + count + " × " + rule));
    }
  }
}
